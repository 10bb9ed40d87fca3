/* card - the questionnaires that rules read beside their view, each read and
 * made ready once in a batch; and the scores that only the keeper can add up.
 *
 * A rule gets its card by the column `card` of its view (kind->card). A card
 * that does not count is none. */
#include <string.h>

#include "core/card.h"
#include "log/inside.h"
#include "questionnaire.sql.h"
#include "weights.sql.h"

static const struct kind *questionnaire_kind(void)
{
    return kind_find(S("questionnaire"));
}

struct card *card_read(struct db *db, struct str code, struct arena *a)
{
    struct id id = id_named(S("questionnaire"), code);
    const struct kind *kind = questionnaire_kind();
    struct rows r = db_rows(db, SQL_QUESTIONNAIRE_COUNTS);
    bool counts;
    void *q;

    db_bind_id(&r, 1, id);
    counts = db_next(&r) && db_int(&r, 0) == 1;
    db_done(&r);
    if (!counts)
        return NULL;
    q = arena_take(a, kind->bytes);
    return row_find(db, kind, id, a, q) ? card_of(q, a) : NULL;
}

/* The field of the view that names the card. */
static struct str view_code(const struct kind *kind, const void *view)
{
    const struct field *f = field_find(kind->view.field, kind->view.fields,
                                       S("card"));

    MUST(f && f->type == FIELD_CODE);
    return *(const struct str *)(const void *)((const char *)view + f->at);
}

static void view_set(const struct kind *kind, void *view, const struct card *c)
{
    *(const struct card **)(void *)((char *)view + kind->card) = c;
}

void view_card(struct db *db, const struct kind *kind, void *view,
               struct arena *a)
{
    struct str code;

    if (!kind->card || !view)
        return;
    code = view_code(kind, view);
    if (code.n)
        view_set(kind, view, card_read(db, code, a));
}

struct card *cards_find(struct keeper *k, struct str code)
{
    struct id id = id_named(S("questionnaire"), code);
    bool fresh;
    struct card **at = map_at(&k->cards, id.b, &fresh);
    struct card *c = *at;

    if (fresh) {
        c = card_read(k->db, code, &k->card_arena);
        *(struct card **)map_at(&k->cards, id.b, &fresh) = c;
    }
    return c;
}

void cards_view(struct keeper *k, const struct kind *kind, void *view)
{
    struct str code;

    if (!kind->card || !view)
        return;
    code = view_code(kind, view);
    if (code.n)
        view_set(kind, view, cards_find(k, code));
}

/* Their memory is given back with the batch: somebody may hold one. */
void cards_changed(struct keeper *k, const struct kind *kind)
{
    if (kind == questionnaire_kind())
        map_clear(&k->cards);
}

void cards_forget(struct keeper *k)
{
    map_clear(&k->cards);
    arena_free(&k->card_arena);
}

/* ---- what only the keeper can add up ------------------------------------*/

/* The points of a weights entry, on a card of its own. NULL: they cannot be
 * read here, or are not the card's. */
static struct card *card_weighed(struct keeper *k, const struct card *c,
                                 struct id weights)
{
    const struct kind *kind = kind_find(S("weights"));
    const struct field *points = kind_field(kind, S("points"));
    struct findings f = findings_start(&k->card_arena);
    struct card *own = card_of(c->is, &k->card_arena);
    void *record = arena_take(&k->card_arena, kind->bytes);

    if (!row_find(k->db, kind, weights, &k->card_arena, record) ||
        !row_secrets(k->db, k->host, kind, &k->card_arena, record))
        return NULL;
    return card_weigh(own,
                      *(const struct str *)(const void *)((const char *)record +
                                                          points->at),
                      &f) ?
               own :
               NULL;
}

/* The blind card with the points that held on a day; NULL: none here. */
static const struct card *card_sighted(struct keeper *k, const struct card *c,
                                       day on)
{
    struct rows r = db_rows(k->db, SQL_WEIGHTS_STANDING);
    struct id weights = ID_NONE;
    struct card **at;
    bool fresh;

    db_bind_text(&r, 1, c->is->code);
    db_bind_int(&r, 2, on);
    if (db_next(&r))
        weights = db_id(&r, 0);
    db_done(&r);
    if (id_none(weights))
        return NULL;
    at = map_at(&k->cards, weights.b, &fresh);
    if (!fresh)
        return *at;
    c = card_weighed(k, c, weights);
    *(const struct card **)map_at(&k->cards, weights.b, &fresh) = c;
    return c;
}

static const void *said(const struct kind *kind, const void *record,
                        const char *name, enum field_type type)
{
    const struct field *f = kind_field(kind, str_of(name));

    return f && f->type == type ? (const char *)record + f->at : NULL;
}

/* A computed score that a draft leaves out, or the result of a response, is
 * added up here, where the points are; of a blind card nobody else can, and one that is said must be it. */
void score_fill(struct keeper *k, const struct kind *kind, void *record,
                struct findings *f)
{
    const struct str *code = said(kind, record, "card", FIELD_CODE);
    const struct str *answers = said(kind, record, "answers", FIELD_OBJECT);
    const int32_t *source = said(kind, record, "source", FIELD_CHOICE);
    const day *held = said(kind, record, "held", FIELD_DAY);
    int64_t *score = (int64_t *)said(kind, record, "score", FIELD_COUNT);
    const int32_t computed = 0;
    const struct card *c;
    struct answers given;
    int64_t adds;

    if (!strcmp(kind->name, "response")) {
        code = said(kind, record, "questionnaire", FIELD_CODE);
        score = (int64_t *)said(kind, record, "result", FIELD_COUNT);
        source = &computed;
    }
    if (!code || !answers || !source || !held || !score || *source != 0 ||
        !answers->n)
        return;
    c = cards_find(k, *code);
    if (c && c->is->access == CARD_BLIND)
        c = card_sighted(k, c, *held);
    if (!c)
        return;
    given = answers_read(*answers, &k->batch);
    adds = card_score(c, &given);
    if (*score == INT_NONE)
        *score = adds;
    else if (c->is->access == CARD_BLIND && adds != *score)
        tell(f, STOP, "score.not_the_points",
             source == &computed ? "result" : "score");
}
