/* progress_late - who has reported for the month, and who has not. */
#include "progress.sql.h"
#include "report/progress.h"

enum {
    L_WHO,
    L_WHAT,
    L_PLACE,
    L_STATE,
    L_LAST,
    L_ASKED,
    L_WRITTEN,
    L_PCT,
    L_COLS
};
static const struct column late_column[L_COLS] = {
    { "who", "progress.who", NULL, COLUMN_TEXT, 0 },
    { "what", "progress.what", NULL, COLUMN_TEXT, 0 },
    { "place", "outreach.place", NULL, COLUMN_TEXT, 0 },
    { "state", "progress.state", NULL, COLUMN_TEXT, 0 },
    { "last", "progress.last", NULL, COLUMN_DAY, 0 },
    { "bodies", "progress.bodies", NULL, COLUMN_NUMBER, 0 },
    { "written", "progress.written", NULL, COLUMN_NUMBER, 0 },
    { "written_pct", "targets.percent", NULL, COLUMN_RATIO, 0 },
};

static void note_late(struct progress *p, size_t *room, struct str name,
                      bool late)
{
    struct story *s = p->story;

    arena_room(p->a, s->late, s->lates, *room);
    s->late[s->lates++] = (struct progress_late){ name, late };
}

static struct sheet_row *reporter_row(struct progress *p, struct sheet *out,
                                      struct str who, const char *what,
                                      struct str place, bool late)
{
    struct sheet_row *row = sheet_add(out, ROW_PLAIN);

    cell_text(row, L_WHO, who);
    cell_text(row, L_WHAT, say(p->q->lang, what));
    cell_text(row, L_PLACE, place);
    cell_text(row, L_STATE,
              say(p->q->lang, late ? "progress.late" : "progress.reported"));
    return row;
}

void progress_scope(const struct progress *p, struct rows *r)
{
    if (id_none(p->q->place))
        db_bind_null(r, 3);
    else
        db_bind_id(r, 3, p->q->place);
    if (id_none(p->q->rsp))
        db_bind_null(r, 4);
    else
        db_bind_id(r, 4, p->q->rsp);
}

/* A team reports by what it writes down of the bodies in its charge: of all of
 * them, whatever the project. */
static void units_list(struct progress *p, struct sheet *out, size_t *room)
{
    struct rows r = db_rows(p->db, SQL_PROGRESS_UNITS);

    db_bind_int(&r, 1, month_first(p->q->as_of));
    db_bind_int(&r, 2, month_end(p->q->as_of));
    progress_scope(p, &r);
    while (db_next(&r)) {
        struct str name = name_in(&r, 0, p->q->lang, p->a);
        bool late = db_int(&r, 9) == 0;
        struct sheet_row *row = reporter_row(p, out, name, "progress.unit",
                                             name_in(&r, 4, p->q->lang, p->a),
                                             late);

        cell_number(row, L_ASKED, db_int(&r, 8));
        cell_number(row, L_WRITTEN, db_int(&r, 9));
        cell_ratio(row, L_PCT, db_int(&r, 9), db_int(&r, 8));
        note_late(p, room, name, late);
    }
}

/* The last month of a quarter that ended by then: until it filings are owed. */
static month quarter_end(month m)
{
    return m % 3 == 2 ? m : m - (m % 3 + 1);
}

/* Where registers do not count yet, an RSP files every quarter. */
static void filers_list(struct progress *p, struct sheet *out, size_t *room)
{
    struct rows r = db_rows(p->db, SQL_PROGRESS_FILED);

    db_bind_int(&r, 1, p->q->as_of);
    db_bind_int(&r, 2, month_end(p->q->as_of));
    progress_scope(p, &r);
    while (db_next(&r)) {
        struct str rsp = arena_str(p->a, db_str(&r, 4)),
                   place = name_in(&r, 0, p->q->lang, p->a);
        month last = (month)db_int(&r, 6);
        bool late = last < quarter_end(p->q->as_of);
        struct sheet_row *row = reporter_row(p, out, rsp, "progress.filing",
                                             place, late);

        cell_text(row, L_LAST, month_said(p->a, last));
        note_late(p, room, words_join(p->a, rsp, place), late);
    }
}

void progress_reporters(struct progress *p, struct sheet *out)
{
    size_t room = 0;

    p->story->lates = 0;
    *out = sheet_start(p->a, late_column, L_COLS);
    out->title = say(p->q->lang, "progress.reporters");
    out->subtitle = question_caption(p->db, p->q, p->a);
    out->lakh = p->q->lakh;
    if (id_none(p->q->project))
        units_list(p, out, &room);
    filers_list(p, out, &room);
    sheet_note(out, say(p->q->lang, "progress.note.unit"));
    sheet_note(out, say(p->q->lang, "progress.note.filing"));
}
