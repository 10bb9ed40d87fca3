/* habits - how entries are made: bursts, copied attendance, round sums, long
 * after the day. It asks, and accuses nobody: a supervisor answers. */
#include "report/habits.h"
#include "log/log.h"

#include <string.h>

#include "habits.sql.h"
#include "report/inside.h"

struct vigil_law {
    bool stands;
    int64_t most, minutes, percent, least, whole; /* whole: paisa */
};
struct signed_meeting {
    struct id entry, body;
    int64_t at; /* seconds since 1970 */
    day held, on;
    int64_t saved, present, saving; /* INT_NONE: not known */
};
/* All meetings of one who signs, in the order in which they were signed. */
struct hand {
    struct signed_meeting *at;
    size_t n, room;
};

/* ---- reading ------------------------------------------------------------*/

/* Of two in force the later one. */
static void vigils_read(struct db *db, day on, struct vigil_law law[HABITS])
{
    struct rows r = db_rows(db, SQL_HABITS_VIGILS);

    memset(law, 0, HABITS * sizeof *law);
    db_bind_int(&r, 1, on);
    while (db_next(&r))
        if (db_int(&r, 0) >= 0 && db_int(&r, 0) < HABITS)
            law[db_int(&r, 0)] = (struct vigil_law){
                true,          int_in(&r, 1), int_in(&r, 2),
                db_int(&r, 3), db_int(&r, 4), int_in(&r, 5)
            };
    db_done(&r);
}

static void hand_add(struct hand *h, struct arena *a,
                     const struct signed_meeting *m)
{
    arena_room(a, h->at, h->n, h->room);
    h->at[h->n++] = *m;
}

/* ---- what is asked ------------------------------------------------------*/

static void seen_add(struct habit_seen *s, struct id entry)
{
    s->seen++;
    if (s->samples < HABIT_SAMPLE)
        s->sample[s->samples++] = entry;
}

/* Those that were signed with more than `most` others around them: in some
 * stretch of so many minutes that holds more. */
static void burst_find(const struct hand *h, const struct vigil_law *law,
                       struct habit_seen *s)
{
    size_t first = 0, marked = 0;

    for (size_t last = 0; last < h->n; last++) {
        while (h->at[last].at - h->at[first].at >= law->minutes * 60)
            first++;
        if ((int64_t)(last - first + 1) <= law->most)
            continue;
        for (size_t i = marked > first ? marked : first; i <= last; i++)
            seen_add(s, h->at[i].entry);
        marked = last + 1;
    }
    s->among = (int64_t)h->n;
}

/* Who was absent and what each saved, as one hash; false: nobody was absent, or
 * it has no rows, so that two alike say nothing. */
static bool pattern_of(struct db *db, struct id meeting, struct hash *out)
{
    struct rows r = db_rows(db, SQL_HABITS_ROWS);
    struct sha s;
    bool away = false;

    sha_start(&s);
    db_bind_id(&r, 1, meeting);
    while (db_next(&r)) {
        struct id member = db_id(&r, 0);
        int64_t said[2] = { int_in(&r, 1), int_in(&r, 2) };

        away |= said[0] > 0;
        sha_add(&s, (const char *)member.b, sizeof member.b);
        sha_add(&s, (const char *)said, sizeof said);
    }
    db_done(&r);
    *out = sha_end(&s);
    return away;
}

static struct id meeting_before(struct db *db, const struct signed_meeting *m)
{
    struct rows r = db_rows(db, SQL_HABITS_BEFORE);
    struct id id = ID_NONE;

    db_bind_id(&r, 1, m->body);
    db_bind_int(&r, 2, m->held);
    if (db_next(&r))
        id = db_id(&r, 0);
    db_done(&r);
    return id;
}

static void copied_find(struct db *db, const struct hand *h,
                        struct habit_seen *s)
{
    for (size_t i = 0; i < h->n; i++) {
        struct hash own, last;
        struct id before;

        if (!pattern_of(db, h->at[i].entry, &own))
            continue;
        before = meeting_before(db, &h->at[i]);
        if (id_none(before))
            continue;
        s->among++;
        if (pattern_of(db, before, &last) && hash_same(own, last))
            seen_add(s, h->at[i].entry);
    }
}

/* What everybody present saved as agreed is round by nature. */
static bool explained(const struct signed_meeting *m)
{
    return m->saving != INT_NONE && m->present != INT_NONE &&
           m->present * m->saving == m->saved;
}

static void round_find(const struct hand *h, const struct vigil_law *law,
                       struct habit_seen *s)
{
    for (size_t i = 0; i < h->n; i++) {
        const struct signed_meeting *m = &h->at[i];

        if (m->saved == INT_NONE || m->saved == 0 || explained(m))
            continue;
        s->among++;
        if (m->saved % law->whole == 0)
            seen_add(s, m->entry);
    }
}

static void late_find(const struct hand *h, const struct vigil_law *law,
                      struct habit_seen *s)
{
    for (size_t i = 0; i < h->n; i++)
        if (h->at[i].on - h->at[i].held > law->most)
            seen_add(s, h->at[i].entry);
    s->among = (int64_t)h->n;
}

static void habits_find(struct db *db, const struct hand *h,
                        const struct vigil_law law[HABITS],
                        struct habit_one *one)
{
    one->meetings = (int64_t)h->n;
    if (law[HABIT_BURST].stands)
        burst_find(h, &law[HABIT_BURST], &one->about[HABIT_BURST]);
    if (law[HABIT_COPIED].stands)
        copied_find(db, h, &one->about[HABIT_COPIED]);
    if (law[HABIT_ROUND].stands)
        round_find(h, &law[HABIT_ROUND], &one->about[HABIT_ROUND]);
    if (law[HABIT_LATE].stands)
        late_find(h, &law[HABIT_LATE], &one->about[HABIT_LATE]);
    for (int i = 0; i < HABITS; i++) {
        struct habit_seen *s = &one->about[i];

        s->login = one->login;
        s->asked = law[i].stands && s->among >= law[i].least && s->seen > 0 &&
                   s->seen * 100 >= s->among * law[i].percent;
    }
}

/* ---- everybody ----------------------------------------------------------*/

static month first_of(const struct question *q)
{
    return q->from == MONTH_NONE ? q->as_of : q->from;
}

static struct rows meetings_ask(struct db *db, const struct question *q,
                                struct str login)
{
    struct rows r = db_rows(db, SQL_HABITS_MEETINGS);

    db_bind_int(&r, 1, month_first(first_of(q)));
    db_bind_int(&r, 2, month_end(q->as_of));
    db_bind_text(&r, 3, login);
    db_bind_id(&r, 4, q->place);
    db_bind_id(&r, 5, q->rsp);
    db_bind_int(&r, 6, month_end(q->as_of));
    db_bind_id(&r, 7, q->project);
    return r;
}

static struct signed_meeting meeting_read(struct rows *r)
{
    return (struct signed_meeting){ .entry = db_id(r, 0),
                                    .at = db_int(r, 2),
                                    .body = db_id(r, 3),
                                    .held = (day)db_int(r, 4),
                                    .on = (day)db_int(r, 5),
                                    .saved = int_in(r, 6),
                                    .present = int_in(r, 7),
                                    .saving = int_in(r, 8) };
}

struct hands {
    struct str *login;
    struct hand *at;
    size_t n, login_room, room;
};

static struct hand *hand_of(struct hands *all, struct str login,
                            struct arena *a)
{
    if (all->n && str_same(all->login[all->n - 1], login))
        return &all->at[all->n - 1];
    arena_room(a, all->login, all->n, all->login_room);
    arena_room(a, all->at, all->n, all->room);
    all->login[all->n] = arena_str(a, login);
    all->at[all->n] = (struct hand){ 0 };
    return &all->at[all->n++];
}

size_t habits_read(struct db *db, const struct question *q, struct str login,
                   struct arena *a, struct habit_one **out)
{
    struct rows r = meetings_ask(db, q, login);
    struct vigil_law law[HABITS];
    struct hands all = { 0 };

    while (db_next(&r)) {
        struct hand *h = hand_of(&all, db_str(&r, 1), a);
        struct signed_meeting m = meeting_read(&r);

        if (!h->n || !id_same(h->at[h->n - 1].entry, m.entry))
            hand_add(h, a, &m);
    }
    db_done(&r);
    vigils_read(db, month_end(q->as_of), law);
    *out = arena_many(a, struct habit_one, all.n + 1);
    for (size_t i = 0; i < all.n; i++) {
        (*out)[i] = (struct habit_one){ .login = all.login[i] };
        habits_find(db, &all.at[i], law, &(*out)[i]);
    }
    return all.n;
}

/* ---- the sheet ----------------------------------------------------------*/

enum {
    COL_WHO,
    COL_LOGIN,
    COL_ABOUT,
    COL_SEEN,
    COL_AMONG,
    COL_SHARE,
    COL_ASKED,
    COL_ANSWER,
    COLS
};
static const struct column habits_column[COLS] = {
    { "staff", "kind.staff", NULL, COLUMN_TEXT, 0 },
    { "login", "field.login", NULL, COLUMN_TEXT, 0 },
    { "about", "field.about", NULL, COLUMN_TEXT, 0 },
    { "seen", "field.seen", NULL, COLUMN_NUMBER, 0 },
    { "among", "field.among", NULL, COLUMN_NUMBER, 0 },
    { "share_pct", "habits.share", NULL, COLUMN_RATIO, 0 },
    { "asked", "habits.asked", NULL, COLUMN_TEXT, 0 },
    { "answer", "habits.answer", NULL, COLUMN_TEXT, 0 },
};

struct who {
    struct id staff;
    struct str name;
};

static struct who who_of(struct db *db, struct str login, day on,
                         struct arena *a)
{
    struct rows r = db_rows(db, SQL_HABITS_STAFF);
    struct who w = { ID_NONE, S("") };

    db_bind_text(&r, 1, login);
    db_bind_int(&r, 2, on);
    if (db_next(&r)) {
        w.staff = db_id(&r, 0);
        w.name = arena_str(a, db_str(&r, 1));
    }
    db_done(&r);
    return w;
}

static struct str word_for(struct arena *a, enum lang lang, const char *group,
                           struct str name)
{
    struct buf key = buf_start(a);

    buf_fmt(&key, "%s.", group);
    buf_add(&key, name);
    return say_str(lang, buf_str(&key));
}

static struct str answer_of(struct db *db, const struct question *q,
                            const struct who *w, int about, struct arena *a)
{
    struct rows r = db_rows(db, SQL_HABITS_ANSWERS);
    struct str said = S("");

    db_bind_id(&r, 1, w->staff);
    db_bind_int(&r, 2, about);
    db_bind_int(&r, 3, first_of(q));
    db_bind_int(&r, 4, q->as_of);
    if (!id_none(w->staff) && db_next(&r))
        said = word_for(a, q->lang, "choice",
                        choice_name("explained|trained|corrected|wrong",
                                    (int)db_int(&r, 1)));
    db_done(&r);
    return said;
}

static void row_fill(struct db *db, const struct question *q,
                     const struct habit_seen *s, int about, const struct who *w,
                     struct sheet *out)
{
    struct sheet_row *row = sheet_add(out, ROW_PLAIN);
    struct buf link = buf_start(out->arena);

    cell_text(row, COL_WHO, w->name);
    cell_text(row, COL_LOGIN, s->login);
    cell_text(row, COL_ABOUT,
              word_for(out->arena, q->lang, "choice",
                       choice_name(HABIT_CHOICES, about)));
    cell_number(row, COL_SEEN, s->seen);
    cell_number(row, COL_AMONG, s->among);
    cell_ratio(row, COL_SHARE, s->seen, s->among);
    if (s->asked)
        cell_text(row, COL_ASKED, say(q->lang, "choice.yes"));
    cell_text(row, COL_ANSWER, answer_of(db, q, w, about, out->arena));
    if (id_none(w->staff))
        return;
    buf_z(&link, "/habits?staff=");
    id_put(&link, w->staff);
    buf_z(&link, "&month=");
    month_put(&link, q->as_of);
    cell_link(row, COL_LOGIN, buf_str(&link));
}

/* How meetings are entered, by who signs them: many in a few minutes,
 * attendance and sums as at the meeting before, round totals, long after the
 * day; whether a supervisor is asked about it, and what she answered. */
REPORT(habits, RIGHT_CHECK)
{
    struct habit_one *one;
    size_t n;

    if (!question_good(db, q, a, f))
        return 0;
    n = habits_read(db, q, S(""), a, &one);
    *out = sheet_start(a, habits_column, COLS);
    out->title = say(q->lang, "report.habits");
    out->subtitle = question_caption(db, q, a);
    out->lakh = q->lakh;
    for (size_t i = 0; i < n; i++) {
        struct who w = who_of(db, one[i].login, month_end(q->as_of), a);

        for (int about = 0; about < HABITS; about++)
            if (one[i].about[about].among)
                row_fill(db, q, &one[i].about[about], about, &w, out);
    }
    sheet_note(out, say(q->lang, "habits.note"));
    return 1;
}
