/* importer - the importer as pages use it.
 *
 * A web process may not write. So the importer is given a writer that judges
 * each draft and remembers it; the page then sends the drafts to the keeper. */
#include "sys/importer.h"

#include <string.h>

#include "import/import.h"
#include "sys/site.h"

struct looking {
    struct db *db;
    struct arena *arena;
    struct import_told *out;
    day today;
    enum lang lang;
    const char *trouble; /* of the file as a whole */
    size_t draft_room, reject_room, unknown_room;
    struct id *made; /* ids of the drafts so far */
    size_t mades, slots;
};

static struct draft draft_copy(const struct draft *d, struct arena *a)
{
    struct draft copy = *d;

    copy.kind = arena_str(a, d->kind);
    copy.author = arena_str(a, d->author);
    copy.took = arena_str(a, d->took);
    copy.body = arena_str(a, d->body);
    return copy;
}

/* What earlier drafts of the file would make: later ones may name it. Open
 * addressing, in the arena. */
static struct id *drafted_at(const struct looking *l, struct id id)
{
    size_t at;

    memcpy(&at, id.b + sizeof id.b - sizeof at, sizeof at);
    at = (at ^ id.b[0]) * UINT64_C(0x9E3779B97F4A7C15) >> 20 & (l->slots - 1);
    while (!id_none(l->made[at]) && !id_same(l->made[at], id))
        at = (at + 1) & (l->slots - 1);
    return &l->made[at];
}

static void drafted_put(struct looking *l, struct id id)
{
    if (id_none(id))
        return;
    if (2 * l->mades >= l->slots) {
        struct looking more = *l;

        more.slots = l->slots ? 2 * l->slots : 1024;
        more.made = arena_many(l->arena, struct id, more.slots);
        for (size_t i = 0; i < l->slots; i++)
            if (!id_none(l->made[i]))
                *drafted_at(&more, l->made[i]) = l->made[i];
        *l = more;
    }
    *drafted_at(l, id) = id;
    l->mades++;
}

static bool is_drafted(void *self, struct id id)
{
    const struct looking *l = self;

    return l->slots && !id_none(id) && !id_none(*drafted_at(l, id));
}

static bool look_keep(void *self, const struct draft *d, size_t n,
                      struct arena *a, struct outcome *out)
{
    struct looking *l = self;
    struct import_told *told = l->out;
    const struct drafted among = { l, is_drafted };

    for (size_t i = 0; i < n; i++) {
        out[i].found = findings_start(a);
        out[i].id = d[i].id;
        draft_judge_among(l->db, &d[i], l->today, &among, &out[i].found);
        out[i].kept = d[i].strict && findings_stop(&out[i].found) ?
                          KEPT_REFUSED :
                          KEPT;
        if (out[i].kept == KEPT_REFUSED)
            continue;
        arena_room(l->arena, told->draft, told->drafts, l->draft_room);
        told->draft[told->drafts++] = draft_copy(&d[i], l->arena);
        drafted_put(l, d[i].id);
    }
    return db_fault(l->db) == DB_FINE;
}

static struct str cells_text(const struct import_bad *b, struct arena *a)
{
    struct buf text = buf_start(a);

    for (int i = 0; i < b->cells; i++) {
        if (i)
            buf_char(&text, ',');
        csv_put(&text, b->cell[i]);
    }
    return buf_str(&text);
}

static void look_bad(void *self, const struct import_bad *b)
{
    struct looking *l = self;
    struct import_told *told = l->out;
    struct buf reason = buf_start(l->arena), key = reason;

    if (b->row == 0) {
        buf_fmt(&key, "finding.%s", b->why.what);
        l->trouble = arena_z(l->arena, buf_str(&key));
    }
    finding_say(&reason, l->lang, &b->why);
    arena_room(l->arena, told->reject, told->rejects, l->reject_room);
    told->reject[told->rejects++] = (struct ask_reject){
        arena_str(l->arena, b->sheet), b->row, arena_str(l->arena, b->field),
        buf_str(&reason), cells_text(b, l->arena)
    };
}

/* Only what a person must decide about: columns that nobody understands. */
static void look_note(void *self, const struct import_note *n)
{
    struct looking *l = self;
    struct import_told *told = l->out;

    if (strcmp(n->what, "note.column_ignored") != 0)
        return;
    arena_room(l->arena, told->unknown, told->unknowns, l->unknown_room);
    told->unknown[told->unknowns++] = arena_str(l->arena, n->text);
}

static void look(void *self, struct db *db, struct str kind, struct str file,
                 struct str bytes, struct str login, enum lang lang,
                 struct arena *a, struct import_told *out)
{
    const struct host *host = site_host();
    struct entry now = { .at = host->now(host->self) };
    struct looking l = {
        .db = db, .arena = a, .out = out, .lang = lang, .today = entry_day(&now)
    };
    struct import i = { .db = db,
                        .writer = { &l, look_keep },
                        .login = login,
                        .today = l.today,
                        .now = now.at,
                        .lang = lang,
                        .self = &l,
                        .bad = look_bad,
                        .note = look_note };
    struct import_file f = { file, bytes };
    struct import_count count = { 0 };
    const struct kind *k = kind_find(kind);
    bool read;

    (void)self;
    *out = (struct import_told){ .kind = kind };
    if (str_same(kind, S("outreach"))) {
        read = import_outreach(&i, f, &count);
    } else if (str_same(kind, S("members"))) {
        read = import_members(&i, f, &count);
    } else if (str_same(kind, S("census"))) {
        read = import_census(&i, S(""), f, &count);
    } else if (k) {
        read = import_records(&i, k, f, &count);
    } else {
        out->trouble = "finding.entry.kind_unknown";
        return;
    }
    out->rows = count.rows;
    out->good = (int64_t)out->drafts;
    out->known = count.known;
    out->bad = count.bad;
    out->queued = count.queued;
    if (!read)
        out->trouble = l.trouble ? l.trouble : "import.not_read";
}

/* ---- names of the queue -------------------------------------------------*/

static size_t name(void *self, struct db *db, int64_t n, struct id place,
                   struct arena *a, struct draft **out)
{
    const struct host *host = site_host();
    struct entry now = { .at = host->now(host->self) };
    struct import_told told = { 0 };
    struct looking l = {
        .db = db, .arena = a, .out = &told, .today = entry_day(&now)
    };
    struct findings f = findings_start(a);
    struct naming_row row;
    int64_t moved;

    (void)self;
    *out = NULL;
    if (!naming_find(db, n, a, &row) ||
        !naming_settle(db, (struct writer){ &l, look_keep }, &row, place, S(""),
                       a, &f, &moved))
        return 0;
    *out = told.draft;
    return told.drafts;
}

const struct web_importer *site_importer(void)
{
    static const struct web_importer importer = { NULL, look, name };

    return &importer;
}
