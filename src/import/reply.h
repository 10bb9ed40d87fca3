/* reply - cells of a sheet as the answers of a card; private to this folder. */
#ifndef SAATH_IMPORT_REPLY_H
#define SAATH_IMPORT_REPLY_H

#include "core/card.h"
#include "db/db.h"

/* A card made ready for reading answers in anybody's words. */
struct reply_card {
    const struct card *card;
    int *column;           /* of each question, among the caller's cells */
    int *order;            /* its questions by their codes */
    struct str (*word)[4]; /* of all choices, folded: code and three texts */
    size_t *first;         /* of each question, its first choice's words */
};
/* Cards about the poverty of households that count here, or only the one of
 * that code; in arena memory. Returns how many. */
size_t reply_cards(struct db *db, struct str code, struct arena *a,
                   struct reply_card **out);

/* The card of that code that counts, whatever it is about. False: none. */
bool reply_card_named(struct db *db, struct str code, struct arena *a,
                      struct reply_card *out);

/* One reading; what was wrong with it. */
struct reply {
    struct arena *arena;
    struct str question, said;
    const char *what;
};
/* Answers as canonical JSON, from a cell for each of `cells` questions or from
 * an object by question code: choices by code or in words of any language, of
 * `many` with ; or , between them. False: see the reply. */
bool reply_cells(struct reply *r, const struct reply_card *c,
                 const struct str *cell, int cells, struct str *out);
bool reply_object(struct reply *r, const struct reply_card *c,
                  struct str object, struct str *out);

#endif
