/* typed - a fact while a person types it: read, judged and drawn in form.c, sent
 * in send.c; private to these two and to pages that
 * type several facts at once. */
#ifndef SAATH_TYPED_H
#define SAATH_TYPED_H

#include "web/form.h"
#include "web/people/twin.h"

/* Which typed rows say something: the n-th of the record stood at row_at[n]. */
struct row_map {
    const struct field *field;
    int *at;
    int n, blank;
};
struct form {
    const struct kind *kind;
    void *record;
    bool posted;
    struct row_map map[8];
    int maps;
    struct findings found;
    struct id id; /* of the new entry; or the one being fixed */
    bool fixing;
    struct id tip; /* the entry or fix that a fix will answer */
    struct str why, took;
    struct id there;         /* what stands in the way: an entry with this id */
    struct lookalikes twins; /* who a new person may be */
};
/* Where a field stands: at the top, or in row `from` as typed, `to` as it is
 * drawn again. */
struct spot {
    const struct field *rows; /* NULL: at the top */
    int from, to;
};

/* Into a blank record what was typed, rows too; codes before amounts: an amount
 * is read in its indicator's scale. */
void form_take(struct rq *rq, struct form *form, const struct field *f, int n,
               const struct spot *at, void *record);
/* The highest row number that a name "rows.N.field" has, and one more. */
int form_rows_typed(struct rq *rq, const struct field *f);
/* One field with its label and what was found of it; the rows of one, and a few
 * blank ones. For pages that lay out the fields of several kinds. */
void form_labelled(struct rq *rq, const struct form *form,
                   const struct field *f, const struct field *all, int n,
                   const struct spot *at, const void *record);
/* The same under another word than the field's. */
void form_labelled_as(struct rq *rq, const char *key, const struct form *form,
                      const struct field *f, const struct field *all, int n,
                      const struct spot *at, const void *record);
void form_rows(struct rq *rq, const struct form *form, const struct field *f,
               const void *record);
/* What the form itself found stands before what the rule says of the same. */
void form_judge(struct rq *rq, struct form *form);
/* The page; form_show is JSON where that was asked for. */
void form_draw(struct rq *rq, const struct form *form);
void form_show(struct rq *rq, const struct form *form);

#endif
