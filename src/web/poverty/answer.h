/* answer - any questionnaire as a form in the reader's language, and back.
 *
 * One column; each question is a group of inputs named "answers.CODE". What is
 * asked only after another answer is hidden by app/part/ask.ts, which reads the
 * condition from the form; without a script all stands there with its
 * condition in words, and the law judges. Points are in no form and in no page
 * here: the card has them, nothing draws them. */
#ifndef SAATH_ANSWER_H
#define SAATH_ANSWER_H

#include "core/card.h"
#include "web/web.h"

/* The card of a questionnaire by its code; NULL when none of that code counts.
 * In the request's arena. */
struct card *answer_card(struct rq *rq, struct str code);
/* A text in the asker's language, the English one where it lacks that. */
const char *answer_text(struct rq *rq, struct str en, struct str ur,
                        struct str sd);
const char *answer_title(struct rq *rq, const struct questionnaire *q);

struct answer_form {
    const struct card *card;
    struct str answers; /* canonical JSON; empty: nothing is answered, as in a
                           back-check, where the first answers are hidden */
    bool posted;        /* draw what was typed instead */
    const struct findings *found; /* paths "answers.CODE"; NULL: none */
};
/* The questions with their inputs. Inside a form. */
void answer_draw(struct rq *rq, const struct answer_form *f);
/* What was posted, as canonical JSON for the field `answers`: as the law takes
 * it where it is understood, else the text as it was typed, for card_answers to
 * refuse. Of nothing "{}". */
struct str answer_take(struct rq *rq, const struct card *c);
/* Was anything posted for a question that this card has not. */
bool answer_strange(struct rq *rq, const struct card *c);
/* Is a finding of this path drawn beside its question. */
bool answer_shows(const struct card *c, struct str path);
/* What was answered, to be read; questions without an answer are left out. */
void answer_show(struct rq *rq, const struct card *c, struct str answers);

/* <form> with token and id, and the note of its draft: what is typed stays in
 * this browser under `path` until it was kept. Close it with </form>. */
void answer_open(struct rq *rq, const char *path, const char *title,
                 struct id id);
/* May the asker keep facts about such a thing: of a place, there. */
bool answer_may(struct rq *rq, const struct kind *thing, struct id id);
/* Links to fill in what is valid today about such a thing ("household",
 * "person", "body", "place"), for who may write it there. */
void answer_links(struct rq *rq, const char *about, struct id id);

#endif
