/* savings - what the members of a body hold, beside what its books say in all.
 */
#include "web/saving/saving.h"

static paisa saved_of(const paisa held[SAVINGS])
{
    return held[SAVING_REGULAR] + held[SAVING_VOLUNTARY] + held[SAVING_SPECIAL];
}

/* ---- as JSON ------------------------------------------------------------*/

static void held_json(struct keys *k, const paisa held[SAVINGS])
{
    key_int(k, "left", held[SAVING_LEFT]);
    key_int(k, "regular", held[SAVING_REGULAR]);
    key_int(k, "special", held[SAVING_SPECIAL]);
    key_int(k, "voluntary", held[SAVING_VOLUNTARY]);
}

static void savers_json(struct rq *rq, const struct savers *s)
{
    struct keys k = keys_open(rq);

    key_id(&k, "body", s->body);
    key_list(&k, "members");
    for (size_t i = 0; i < s->n; i++) {
        struct keys one = key_item(rq, i);

        held_json(&one, s->at[i].held);
        key_id(&one, "member", s->at[i].member);
        key_text(&one, "name", str_of(s->at[i].name));
        key_int(&one, "owed", s->at[i].owed);
        keys_close(&one);
    }
    key_list_end(&k);
    key_int(&k, "shared", s->shared);
    key_any(&k, "total");
    {
        struct keys all = keys_open(rq);

        held_json(&all, s->total);
        keys_close(&all);
    }
    keys_close(&k);
    buf_char(&rq->body, '\n');
}

/* ---- on screen ----------------------------------------------------------*/

static void cells(struct rq *rq, const paisa held[SAVINGS], paisa owed)
{
    html(rq,
         "<td class=\"n\">%s</td><td class=\"n\">%s</td><td class=\"n\">%s"
         "</td><td class=\"n\">%s</td><td class=\"n\">%s</td></tr>",
         saving_rupees(rq, held[SAVING_REGULAR]),
         saving_rupees(rq, held[SAVING_VOLUNTARY]),
         saving_rupees(rq, held[SAVING_SPECIAL]),
         saving_rupees(rq, saved_of(held)), saving_rupees(rq, owed));
}

static bool holds(const struct saver *m)
{
    return saved_of(m->held) || m->held[SAVING_LEFT] || m->over || m->owed;
}

static void members_draw(struct rq *rq, const struct savers *s)
{
    listing_open(rq, "meeting.member n:field.regular n:field.voluntary "
                     "n:field.special n:saving.balance n:saving.owes");
    for (size_t i = 0; i < s->n; i++) {
        const struct saver *m = &s->at[i];

        if (m->ended != DAY_NONE && !holds(m))
            continue;
        html(rq,
             m->ended == DAY_NONE ?
                 "<tr><th scope=\"row\"><a href=\"/passbook/%s\"><bdi>%s</bdi>"
                 "</a>" :
                 "<tr class=\"off\"><th scope=\"row\"><a "
                 "href=\"/passbook/%s\"><bdi>%s</bdi></a>",
             id_text(rq, m->member), m->name);
        if (m->held[SAVING_LEFT])
            html(rq, " <span class=\"chip warn\">%s %s</span>",
                 word(rq, "saving.left"),
                 saving_rupees(rq, m->held[SAVING_LEFT]));
        if (m->over)
            html(rq, " <span class=\"chip stop\">%s %s</span>",
                 word(rq, "saving.over"), saving_rupees(rq, m->over));
        html(rq, "</th>");
        cells(rq, m->held, m->owed);
    }
    html(rq, "<tr class=\"sum\"><th scope=\"row\">%s</th>",
         word(rq, "saving.all"));
    cells(rq, s->total, s->owed);
    listing_close(rq);
}

/* What members hold is what the heads of account say (finance.md 12, 7): where
 * it is not, somebody must look. */
static void control_draw(struct rq *rq, const struct savers *s)
{
    bool same = true;

    for (int i = 0; i < SAVINGS; i++)
        same &= s->control[i] == s->total[i];
    html(rq,
         same ? "<p class=\"note good\">%s</p>" :
                "<p class=\"note stop\">%s</p>",
         word(rq, same ? "saving.agrees" : "saving.differs"));
}

/* The savings of a body: what each member holds of each sort, what she owes,
 * and that they add up to what the books say. */
PAGE(savings, GET, "/savings/*", RIGHT_REGISTER)
{
    const struct kind *k = kind_find(S("body"));
    struct savers *s;
    struct id id;

    if (!register_open(rq, k, &id))
        return;
    s = savers_read(rq, id, DAY_NONE);
    if (rq->json) {
        savers_json(rq, s);
        return;
    }
    frame_open(rq, word(rq, "saving.title"));
    html(rq, "<p class=\"lead\">");
    thing_link(rq, "body", id);
    html(rq, "</p>");
    if (register_may(rq, RIGHT_KEEP, k, id))
        html(
            rq,
            "<p class=\"tools\"><a class=\"button\" href=\"/share/%s\">%s</a>"
            "<a class=\"button\" href=\"/new/welfare_gift?body=%s\">%s</a></p>",
            id_text(rq, id), word(rq, "saving.share"), id_text(rq, id),
            word(rq, "kind.welfare_gift"));
    html(rq, "<ul class=\"counters small tiles\">");
    saving_tile(rq, "saving.title", saved_of(s->total));
    if (s->shared)
        saving_tile(rq, "saving.shared", s->shared);
    if (s->total[SAVING_LEFT])
        saving_tile(rq, "saving.left_in_all", s->total[SAVING_LEFT]);
    saving_tile(rq, "saving.owes", s->owed);
    html(rq, "</ul>");
    members_draw(rq, s);
    control_draw(rq, s);
    frame_close(rq);
}
