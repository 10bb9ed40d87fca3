/* register - what the pages of the register share. */
#ifndef SAATH_REGISTER_H
#define SAATH_REGISTER_H

#include "web/web.h"

/* The thing that the path's first star names, and its record: names said where
 * the asker may read them. NULL when it has answered: no such thing, or none
 * that they may see. */
void *register_open(struct rq *rq, const struct kind *k, struct id *id);
/* May the asker, by this right, here? */
bool register_may(struct rq *rq, enum right right, const struct kind *k,
                  struct id id);

/* The asker's own record among the staff; none: only a login. */
struct id rq_staff(struct rq *rq);

/* Members of a record by name; the type must be the field's. */
struct str said_text(const struct kind *k, const void *record, const char *f);
struct id said_id(const struct kind *k, const void *record, const char *f);
int said_choice(const struct kind *k, const void *record, const char *f);
int64_t said_number(const struct kind *k, const void *record, const char *f);
day said_day(const struct kind *k, const void *record, const char *f);
struct date said_date(const struct kind *k, const void *record, const char *f);

/* "Community Organisation · Women", and "CO · Women" for tables; "14 May 2019", "May 2019" or "2019". */
const char *body_word(struct rq *rq, int64_t nature, int64_t sex);
const char *body_short(struct rq *rq, int64_t nature, int64_t sex);
const char *date_text(struct rq *rq, struct date d);
const char *choice_text(struct rq *rq, const struct kind *k, const char *field,
                        int64_t at);
/* Who heads a household, in the reader's language, else in any in which it was
 * written; "" where nobody said. For who may read names there. */
const char *head_name(struct rq *rq, struct id household);
/* Of many, each will be asked for soon: a far database is asked once. */
void head_ask(struct rq *rq, struct id household);
/* A household's record as a page shows it: where one of its persons is said to
 * head it, her name stands in the place of what was written. Other kinds are
 * left. Files, JSON and forms keep what was written. For who may read names. */
void head_say(struct rq *rq, const struct kind *k, struct id id, void *record);
/* A link to a thing by its name. */
void thing_link(struct rq *rq, const char *kind, struct id id);
/* What lies above a place, each a link: "UC 4, Rohri, Sukkur". */
void place_line(struct rq *rq, struct id place);

/* A card, its heading, and its end. */
void card_open(struct rq *rq, const char *key);
void card_close(struct rq *rq);
/* A number in large, what it is below. `scale` as in number_text. */
void tile(struct rq *rq, const char *key, int64_t n, int scale,
          const char *more);
/* Files that belong to an entry, and where one adds another. */
void attachments_card(struct rq *rq, const struct kind *k, struct id id);

/* JSON: "key":value, with a comma before all but the first. */
struct keys {
    struct rq *rq;
    bool any;
};
struct keys keys_open(struct rq *rq); /* "{" */
void keys_close(struct keys *k);      /* "}" */
void key_any(struct keys *k, const char *key);
/* A list of objects: key_item opens the i-th, keys_close closes it. */
void key_list(struct keys *k, const char *key);
struct keys key_item(struct rq *rq, size_t i);
void key_list_end(struct keys *k);
void key_text(struct keys *k, const char *key, struct str s);
void key_id(struct keys *k, const char *key, struct id id); /* none: null */
void key_int(struct keys *k, const char *key, int64_t n);   /* INT_NONE: null */
void key_day(struct keys *k, const char *key, day d);       /* none: null */

#endif
