/* form - what forms share: ids made beforehand, and inputs out of a field
 * table. */
#ifndef SAATH_FORM_H
#define SAATH_FORM_H

#include "web/web.h"

/* An id nobody else makes; sent twice by an impatient finger it is the same
 * entry. */
struct id form_id(struct rq *rq);
/* The last fix of an entry that is followed, or the entry itself: what the
 * next fix answers. */
struct id form_tip(struct rq *rq, struct id entry);
/* Opens a form whose draft this browser keeps under the name `draft`; what the
 * script says of one that it finds is in the user's language. */
void form_open(struct rq *rq, const char *classes, const char *draft,
               const char *title, struct id id);
/* Opens a field with its label: "<div><label><span>"; whoever calls ends it. */
void form_label(struct rq *rq, const struct field *f);
/* hint_say folded beside a label; the next control that is drawn names it as its
 * description. */
void hint_draw(struct rq *rq, const struct field *f);
/* The same of the rows of a field, a line a column, folded above them; `but`
 * (or NULL) is left out. */
void hint_rows(struct rq *rq, const struct field *rows,
               const struct field *but);
/* The next control is column `f` of the rows whose fields these are: those of
 * the last hint_rows. */
void hint_next(struct rq *rq, const struct field *child, const struct field *f);
/* The input of a field that is no reference and no rows, without its label;
 * `value` as it was typed, or as field_print says it. */
void form_input(struct rq *rq, const struct field *f, const char *name,
                const char *value);
/* What was found at this path, as sentences beside its input. */
void form_findings(struct rq *rq, const struct findings *found,
                   const char *path);
/* {"findings","id","kept"}; kept is kept, known, refused or unknown. */
/* To who asked for JSON: that it was kept, or was known, and `made`, which it is
 * about. False: a page is wanted. */
bool form_answered(struct rq *rq, const struct outcome *o, struct id made);
void form_answer_json(struct rq *rq, const char *kept, struct id id,
                      const struct findings *f);

#endif
