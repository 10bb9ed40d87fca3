/* telling - a member complains on her own page: what is wrong, by its picture,
 * in her own words if she likes, with her name or without. Her PIN comes with
 * it; the keeper signs as the site (said.h). */
#include "web/form.h"
#include "web/saving/mine.h"
#include "web/saving/said.h"
#include "web/trust/complaint.h"

/* A complaint as she typed it. */
struct telling {
    struct id id;
    int nature; /* from 1; 0: none was chosen */
    bool named;
    struct str told;
};

/* As complaint.nature has them: left aside, a gift that is wrong, money that
 * went, a broken wall, a locked book, a hard face, a ballot box, something else. */
static const char *const nature_picture[] = {
    ("M7 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM2 20v-3a5 5 0 0 1 10 0v3M19 9a2 2 0 1 0 "
     "0-4 2 2 0 0 0 0 4zM16 20v-4a3 3 0 0 1 6 0v4M14 3v18"),
    "M4 10h16v10H4zM4 10l2-4h12l2 4M9 13l6 5M15 13l-6 5",
    "M8 13a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 18h14M15 14l4 4-4 4",
    "M3 20V8h7l-2 4 4 2-3 6zM14 8h7v12h-9l3-6-4-2z",
    "M5 4h12v16H5zM8 4v16M10 12h5v4h-5zM11 12v-1.500a1.500 1.500 0 0 1 3 0V12",
    "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM8 9h1M15 9h1M8 17c2-3 6-3 8 0",
    "M4 12h16v8H4zM8 12V4h8v8M10 6l4 4M14 6l-4 4",
    "M4 5h16v11h-9l-4 4v-4H4zM8 10h1M12 10h1M16 10h1",
};

static void natures_draw(struct rq *rq, const struct field *f, int chosen)
{
    html(rq, "<fieldset><legend>%s</legend><div class=\"signs\">",
         word(rq, "mine.what"));
    for (int i = 0; i < (int)LEN(nature_picture); i++) {
        struct str name = choice_name(f->of, i);

        html(rq,
             i + 1 == chosen ?
                 "<label><input type=\"radio\" name=\"nature\" value=\"%s\" "
                 "required checked>" :
                 "<label><input type=\"radio\" name=\"nature\" value=\"%s\" "
                 "required>",
             zstr(rq, name));
        mine_picture(rq, nature_picture[i]);
        html(rq, "<b>%s</b></label>", choice_say(rq, f, name));
    }
    html(rq, "</div></fieldset>");
}

static void named_draw(struct rq *rq, bool named)
{
    static const struct {
        const char *key, *says, *picture;
    } way[] = {
        { "yes", "mine.named",
          "M12 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 21a8 8 0 0 1 16 0z" },
        { "no", "mine.nameless",
          "M12 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 21a8 8 0 0 1 16 0zM3 3l18 18" },
    };

    html(rq, "<fieldset><legend>%s</legend><div class=\"signs\">",
         word(rq, "mine.whose"));
    for (int i = 0; i < (int)LEN(way); i++) {
        html(rq,
             named == !i ? "<label><input type=\"radio\" name=\"named\" "
                           "value=\"%s\" checked>" :
                           "<label><input type=\"radio\" name=\"named\" "
                           "value=\"%s\">",
             way[i].key);
        mine_picture(rq, way[i].picture);
        html(rq, "<b>%s</b></label>", word(rq, way[i].says));
    }
    html(rq, "</div></fieldset>");
}

static void complaint_form(struct rq *rq, const struct telling *t,
                           const char *trouble)
{
    const struct kind *k = kind_find(S("complaint"));

    mine_spoken(rq, "complain");
    if (trouble)
        html(rq, "<p class=\"note stop\" role=\"alert\">%s</p>", trouble);
    html(rq,
         "<form method=\"post\" class=\"stack\" autocomplete=\"off\" "
         "action=\"/mine/%s/complaint\"><input type=\"hidden\" name=\"_csrf\" "
         "value=\"%s\"><input type=\"hidden\" name=\"_id\" value=\"%s\">",
         zstr(rq, rq->step[0]), rq->csrf,
         id_text(rq, id_none(t->id) ? form_id(rq) : t->id));
    natures_draw(rq, kind_field(k, S("nature")), t->nature);
    html(rq,
         "<label>%s<textarea name=\"told\" rows=\"3\" maxlength=\"1000\" "
         "dir=\"auto\">%s</textarea></label>",
         word(rq, "mine.tell"), zstr(rq, t->told));
    named_draw(rq, t->named);
    html(rq,
         "<label>%s<input class=\"pin\" name=\"pin\" type=\"password\" "
         "inputmode=\"numeric\" autocomplete=\"off\" required maxlength=\"12\" "
         "dir=\"ltr\"></label><button class=\"main\">%s</button></form>",
         word(rq, "mine.pin_again"), word(rq, "mine.send"));
}

static void telling_draw(struct rq *rq, const struct telling *t,
                         const char *trouble)
{
    frame_open(rq, word(rq, "mine.complain"));
    html(rq, "<div class=\"card mine\">");
    complaint_form(rq, t, trouble);
    html(rq,
         "</div><p>%s</p><p class=\"tools\"><a class=\"button\" "
         "href=\"/receipt\">%s</a> <a class=\"button\" href=\"/mine/%s\">%s"
         "</a></p>",
         word(rq, "mine.complain_how"), word(rq, "complaint.receipt"),
         zstr(rq, rq->step[0]), word(rq, "mine.close"));
    frame_close(rq);
}

/* Where a member complains, by the code in her passbook: nothing of hers stands
 * there, so it does not ask for her PIN before she sends it. */
PAGE(mine_telling, GET, "/mine/*/complaint", RIGHT_NONE)
{
    struct telling t = { .named = true };

    if (!mine_token_good(rq->step[0])) {
        not_here(rq);
        return;
    }
    mine_private(rq);
    if (rq->json) {
        rq->type = "application/json";
        buf_z(&rq->body, "{\"named\":\"yes\",\"nature\":\"\",\"pin\":\"\","
                         "\"told\":\"\"}\n");
        return;
    }
    telling_draw(rq, &t, NULL);
}

/* Her words stay in the form, whatever went wrong. */
static void telling_again(struct rq *rq, void *memo, int status,
                          const char *key)
{
    rq->status = status;
    mine_private(rq);
    if (rq->json) {
        rq->type = "application/json";
        buf_z(&rq->body, "{\"error\":");
        buf_json(&rq->body, str_of(key));
        buf_z(&rq->body, "}\n");
        return;
    }
    telling_draw(rq, memo, word(rq, key));
}

static struct telling telling_read(struct rq *rq)
{
    const struct field *f = kind_field(kind_find(S("complaint")), S("nature"));
    struct telling t = { .told = str_trim(rq_part(rq, "told")),
                         .named = !str_same(rq_part(rq, "named"), S("no")) };

    if (!id_read(rq_part(rq, "_id"), &t.id))
        t.id = ID_NONE;
    t.nature = choice_find(f->of, rq_part(rq, "nature")) + 1;
    return t;
}

static void said_told(struct rq *rq, void *memo, bool told, struct str reply)
{
    const struct telling *t = memo;
    struct outcome out;
    const char *number = zstr(rq, complaint_number(rq, t->id));

    if (!told || !ask_outcomes_read(reply, rq->arena, &out, 1)) {
        telling_again(rq, memo, 503, "refuse.again");
        return;
    }
    if (out.kept == KEPT_REFUSED) {
        telling_again(rq, memo, 422, "mine.not_kept");
        return;
    }
    mine_private(rq);
    if (rq->json) {
        rq->type = "application/json";
        buf_z(&rq->body, "{\"number\":");
        buf_json(&rq->body, str_of(number));
        buf_z(&rq->body, "}\n");
        return;
    }
    frame_open(rq, word(rq, "mine.said"));
    html(rq, "<div class=\"card mine\">");
    mine_picture(rq, MINE_SPEAKS);
    html(rq,
         "<p>%s</p><p class=\"figure\"><bdi dir=\"ltr\">%s</bdi></p><p>%s</p>",
         word(rq, "mine.said_number"), number, word(rq, "mine.said_how"));
    mine_spoken(rq, "said");
    html(rq,
         "<p class=\"tools\"><a class=\"button\" href=\"/receipt\">%s</a> <a "
         "class=\"button main\" href=\"/mine/%s\">%s</a></p></div>",
         word(rq, "complaint.receipt"), zstr(rq, rq->step[0]),
         word(rq, "mine.close"));
    frame_close(rq);
}

/* Without words of hers, what the picture means is what she said. */
static struct str told_of(struct rq *rq, const struct telling *t,
                          struct str nature)
{
    const struct field *f = kind_field(kind_find(S("complaint")), S("nature"));

    return t->told.n ? t->told : str_of(choice_say(rq, f, nature));
}

static void opened(struct rq *rq, void *memo, struct id member)
{
    const struct field *f = kind_field(kind_find(S("complaint")), S("nature"));
    const struct telling *t = memo;
    struct said s = { .mark = sha_of(rq->step[0]),
                      .id = t->id,
                      .number = complaint_number(rq, t->id),
                      .nature = choice_name(f->of, t->nature - 1),
                      .named = t->named };

    (void)member; /* the keeper reads whose code it is */
    s.told = told_of(rq, t, s.nature);
    rq_ask(rq, ASK_KEEPER, ASK_SAID, said_ask(rq->arena, &s), said_told, memo);
}

/* A member complains on her own page: what is wrong, by its picture, in her own
 * words if she likes, with her name or without, for her PIN. She gets the number
 * of a receipt. */
PAGE(mine_complain, POST, "/mine/*/complaint", RIGHT_NONE)
{
    struct telling *t = arena_new(rq->arena, struct telling);

    *t = telling_read(rq);
    if (!mine_token_good(rq->step[0]))
        not_here(rq);
    else if (!t->nature || t->told.n > SAID_TOLD_MOST || id_none(t->id))
        telling_again(rq, t, 422, "mine.choose");
    else
        mine_ask(rq, opened, telling_again, t);
}
