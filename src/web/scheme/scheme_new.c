/* scheme_new - a new scheme: its type, what the gates of that type will ask for,
 * and the form, filled from the need that it answers. */
#include "core/card.h"
#include "web/scheme/works.h"
#include "works.sql.h"

struct wish { /* the need, as the form takes it */
    struct id need, body, place;
    struct str title, unit;
    int64_t households, women, men, poorest;
};

static struct wish wish_read(struct rq *rq, struct id need)
{
    struct wish x = { .households = INT_NONE,
                      .women = INT_NONE,
                      .men = INT_NONE,
                      .poorest = INT_NONE };
    struct rows r;

    if (id_none(need) || !rq_sees(rq, kind_find(S("need")), need))
        return x;
    r = db_rows(rq->db, SQL_WEB_WORKS_NEED);
    db_bind_id(&r, 1, need);
    if (db_next(&r))
        x = (struct wish){ .need = need,
                           .title = arena_str(rq->arena, db_str(&r, 0)),
                           .body = db_id(&r, 2),
                           .place = db_id(&r, 3),
                           .households = int_in(&r, 4),
                           .women = int_in(&r, 5),
                           .men = int_in(&r, 6),
                           .poorest = int_in(&r, 7),
                           .unit = arena_str(rq->arena, db_str(&r, 9)) };
    db_done(&r);
    return x;
}

static void hidden_id(struct rq *rq, const char *name, struct id id)
{
    if (!id_none(id))
        html(rq, "<input type=\"hidden\" name=\"%s\" value=\"%s\">", name,
             id_text(rq, id));
}

static void hidden_number(struct rq *rq, const char *name, int64_t n)
{
    if (n != INT_NONE)
        html(rq, "<input type=\"hidden\" name=\"%s\" value=\"%lld\">", name,
             (long long)n);
}

static void hidden_text(struct rq *rq, const char *name, struct str s)
{
    if (s.n)
        html(rq, "<input type=\"hidden\" name=\"%s\" value=\"%s\">", name,
             zstr(rq, s));
}

/* On to the form of the record itself, which keeps a draft in the browser. */
static void onward_draw(struct rq *rq, const struct wish *x, struct str type,
                        struct id body)
{
    html(rq, "<form action=\"/new/scheme\">");
    hidden_text(rq, "type", type);
    hidden_id(rq, "need", x->need);
    hidden_id(rq, "body", id_none(body) ? x->body : body);
    hidden_id(rq, "place", x->place);
    hidden_text(rq, "title", x->title);
    hidden_text(rq, "unit", x->unit);
    hidden_number(rq, "households", x->households);
    hidden_number(rq, "women", x->women);
    hidden_number(rq, "men", x->men);
    hidden_number(rq, "poorest", x->poorest);
    hidden_text(rq, "held", str_of(day_iso(rq, rq->today)));
    html(rq, "<p class=\"tools\"><button class=\"main\">%s</button></p></form>",
         word(rq, "works.onward"));
}

static void choose_draw(struct rq *rq, struct str chosen, const struct wish *x,
                        struct id body)
{
    struct rows r = db_rows(rq->db, SQL_WEB_WORKS_TYPES);

    html(rq, "<form class=\"filter\">");
    hidden_id(rq, "need", x->need);
    hidden_id(rq, "body", body);
    html(rq, "<label>%s<select name=\"type\">", word(rq, "field.type"));
    while (db_next(&r)) {
        struct str code = arena_str(rq->arena, db_str(&r, 0));

        html(rq,
             str_same(code, chosen) ?
                 "<option value=\"%s\" selected>%s</option>" :
                 "<option value=\"%s\">%s</option>",
             zstr(rq, code),
             zstr(rq, own_text(rq->lang, db_str(&r, 1), db_str(&r, 2),
                               db_str(&r, 3))));
    }
    db_done(&r);
    html(rq, "</select></label><button>%s</button></form>",
         word(rq, "list.go"));
}

/* Gate by gate, which papers that type will need. */
static void gates_draw(struct rq *rq, struct str type)
{
    struct rows r = db_rows(rq->db, SQL_WEB_WORKS_NEEDS);
    int64_t gate = -1;

    card_open(rq, "works.gates");
    db_bind_text(&r, 1, type);
    while (db_next(&r)) {
        if (db_int(&r, 0) != gate) {
            if (gate >= 0)
                html(rq, "</ul>");
            gate = db_int(&r, 0);
            html(rq, "<h3>%s</h3><ul>", works_gate(rq, gate));
        }
        html(rq, "<li><bdi>%s</bdi></li>",
             db_null(&r, 2) ? zstr(rq, db_str(&r, 1)) :
                              zstr(rq, own_text(rq->lang, db_str(&r, 2),
                                                db_str(&r, 3), db_str(&r, 4))));
    }
    db_done(&r);
    html(rq, gate >= 0 ? "</ul>" : "<p>–</p>");
    card_close(rq);
}

/* The same for programs: the papers of a type, gate by gate. */
static void new_json(struct rq *rq, struct str type)
{
    struct rows r = db_rows(rq->db, SQL_WEB_WORKS_NEEDS);
    struct keys all = keys_open(rq);
    size_t n = 0;

    key_list(&all, "papers");
    db_bind_text(&r, 1, type);
    while (db_next(&r)) {
        struct keys k = key_item(rq, n++);

        key_text(&k, "gate", choice_name(WORKS_GATES, (int)db_int(&r, 0)));
        key_text(&k, "paper", arena_str(rq->arena, db_str(&r, 1)));
        keys_close(&k);
    }
    db_done(&r);
    key_list_end(&all);
    key_text(&all, "type", type);
    keys_close(&all);
}

/* A new scheme: choose its type, see what its gates ask for, and go on to the
 * form; ?need= fills it from a need. */
PAGE(scheme_new, GET, "/scheme/new", RIGHT_KEEP)
{
    struct id need = ID_NONE, body = ID_NONE;
    struct str type = rq_arg(rq, "type");
    struct wish x;

    if (!thing_read(rq, "need", rq_arg(rq, "need"), &need) ||
        !thing_read(rq, "body", rq_arg(rq, "body"), &body)) {
        not_here(rq);
        return;
    }
    x = wish_read(rq, need);
    if (!id_none(need) && id_none(x.need))
        return;
    if (rq->json) {
        new_json(rq, type);
        return;
    }
    frame_open(rq, word(rq, "works.add"));
    if (x.title.n)
        html(rq, "<p class=\"lead\"><bdi>%s</bdi></p>", zstr(rq, x.title));
    choose_draw(rq, type, &x, body);
    if (type.n) {
        onward_draw(rq, &x, type, body);
        gates_draw(rq, type);
    }
    frame_close(rq);
}
