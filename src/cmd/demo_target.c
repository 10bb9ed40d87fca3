/* demo_target - what the sample's office means to reach: work plans by month and
 * organiser, a logical framework, and what the office says of each month. */
#include "cmd/demo_money.h"
#include "core/fiscal.h"

enum { ORGANISERS = 6, NARRATIVES = 3 };

static struct id at_district(void)
{
    return id_named(S("place"), S("pk723"));
}

static struct id core(void)
{
    return id_named(S("project"), S("SRSO-CORE"));
}

/* Organisers of the RSP who are there on that day, in the plan's order. */
static int organisers_find(const struct diary *y, const struct staff **out)
{
    int n = 0;

    for (int i = 0; i < y->p->staffs && n < ORGANISERS; i++) {
        const struct staff *s = &y->p->staff[i];

        if (s->area >= 0 && str_same(s->rsp, S("SRSO")) &&
            s->since <= purse_day(y))
            out[n++] = s;
    }
    return n;
}

static void line_put(struct buf *rows, const char *indicator, struct id staff,
                     const char *months, const char *activity)
{
    buf_fmt(rows, "%s{\"activity\":\"%s\",\"indicator\":\"%s\",%s",
            rows->n ? "," : "[", activity, indicator, months);
    if (!id_none(staff)) {
        buf_z(rows, ",\"staff\":\"");
        id_put(rows, staff);
        buf_char(rows, '"');
    }
    buf_char(rows, '}');
}

/* Near to what the sample saves: an organiser's Rs 15,000 a month, and Rs 2,850 for
 * each percent of the programme; before the harvest and after it a sixth less. */
static const char *savings_planned(struct diary *y)
{
    static const char *const month_of_it[] = { "m07", "m08", "m09", "m10",
                                               "m11", "m12", "m01", "m02",
                                               "m03", "m04", "m05", "m06" };
    struct buf b = buf_start(&y->d->arena);
    int64_t full = 1500000 + y->d->size * 285000; /* paisa */
    int last = (int)LEN(month_of_it);

    for (int i = 0; i < last; i++)
        buf_fmt(&b, "%s\"%s\":%lld", i ? "," : "", month_of_it[i],
                (long long)(i < 2 || i >= last - 2 ? full * 5 / 6 : full));
    return arena_z(&y->d->arena, buf_str(&b));
}

/* Of a fiscal year, in whose July it begins. */
static void workplan_keep(struct diary *y, int in)
{
    const struct staff *of[ORGANISERS];
    struct buf out = fact_start(&y->d->arena), rows = buf_start(&y->d->arena);
    struct buf title = buf_start(&y->d->arena);
    int n = organisers_find(y, of), year, mon, mday;

    day_split(month_first(fiscal_july(month_of(purse_day(y)))), &year, &mon,
              &mday);
    for (int i = 0; i < n; i++) {
        line_put(&rows, "saving", of[i]->id, savings_planned(y),
                 "Saving in every meeting");
        line_put(&rows, "hh", of[i]->id,
                 "\"m09\":1,\"m10\":1,\"m11\":1,\"m12\":1,\"m01\":1,\"m02\":1,"
                 "\"m03\":1",
                 "Households that no CO has reached");
    }
    line_put(&rows, "trained.women", ID_NONE,
             "\"m09\":6,\"m12\":6,\"m03\":6,\"m05\":6", "CMST and LMST");
    line_put(&rows, "cpi", ID_NONE, "\"m03\":1,\"m06\":1",
             "Schemes that the LSO chose");
    buf_char(&rows, ']');
    buf_fmt(&title, "Work plan of Sukkur %d-%d", year, year + 1);
    fact_id(&out, "rsp", purse_rsp());
    fact_id(&out, "place", at_district());
    fact_int(&out, "year", year);
    fact_text(&out, "title", buf_str(&title));
    fact_raw(&out, "lines", arena_z(&y->d->arena, buf_str(&rows)));
    demo_keep(y->d, "workplan", purse_id(y, "workplan", in), S("manzoor"),
              S(""), fact_end(&out));
}

static void step_put(struct buf *rows, struct str json, month ends)
{
    buf_char(rows, rows->n ? ',' : '[');
    buf_add(rows, (struct str){ json.p, json.n - 1 });
    buf_z(rows, ",\"ends\":\"");
    month_put(rows, ends);
    buf_z(rows, "\"}");
}

static void logframe_keep(struct diary *y)
{
    month since = month_of(purse_day(y)), ends = since + 23;
    struct buf out = fact_start(&y->d->arena), rows = buf_start(&y->d->arena);
    struct buf stones = buf_start(&y->d->arena);

    step_put(&rows,
             S("{\"code\":\"G\",\"level\":\"goal\",\"statement\":\"The poorest "
               "households of Sukkur live better by their own work\"}"),
             ends);
    step_put(&rows,
             S("{\"amount\":2600,\"assumption\":\"Villages are not cut off\","
               "\"baseline\":0,\"code\":\"OC1\",\"evidence\":\"Registers of "
               "COs\",\"indicator\":\"hh\",\"level\":\"outcome\",\"measure\":"
               "\"place\",\"statement\":\"Households are organised\"}"),
             ends);
    step_put(&rows,
             S("{\"amount\":120,\"baseline\":0,\"code\":\"OP1\",\"evidence\":"
               "\"Resolutions\",\"indicator\":\"co\",\"level\":\"output\","
               "\"measure\":\"place\",\"statement\":\"COs meet and save\"}"),
             ends);
    step_put(
        &rows,
        S("{\"amount\":60,\"baseline\":0,\"code\":\"OP2\",\"evidence\":"
          "\"Attendance sheets\",\"indicator\":\"trained.women\",\"level\":"
          "\"output\",\"measure\":\"place\",\"statement\":\"Women lead "
          "their COs\"}"),
        ends);
    step_put(&rows,
             S("{\"code\":\"A1\",\"level\":\"activity\",\"statement\":"
               "\"Trainings of presidents and managers\"}"),
             ends);
    buf_char(&rows, ']');
    buf_z(&stones, "[{\"amount\":1200,\"by_month\":\"");
    month_put(&stones, since + 11);
    buf_z(&stones, "\",\"code\":\"OC1\",\"indicator\":\"hh\"},{\"amount\":80,"
                   "\"by_month\":\"");
    month_put(&stones, since + 11);
    buf_z(&stones, "\",\"code\":\"OP1\",\"indicator\":\"co\"}]");
    fact_id(&out, "project", core());
    fact_id(&out, "rsp", purse_rsp());
    fact_id(&out, "place", at_district());
    fact_int(&out, "version", 1);
    fact_month(&out, "since", since);
    fact_text(&out, "title", S("Core programme in Sukkur"));
    fact_raw(&out, "steps", arena_z(&y->d->arena, buf_str(&rows)));
    fact_raw(&out, "milestones", arena_z(&y->d->arena, buf_str(&stones)));
    demo_keep(y->d, "logframe", purse_id(y, "logframe", 0), S("hina"), S(""),
              fact_end(&out));
}

/* Of the month before. */
static void narrative_keep(struct diary *y, int nth)
{
    static const struct {
        const char *achieved, *hard, *ahead;
    } told[NARRATIVES] = {
        { "Registers of the COs were checked with their managers.",
          "Two settlements could not be reached after the rain.",
          "Refresher for book-keepers." },
        { "Women of three COs settled whose turn it is for a loan.",
          "Attendance fell in the weeks of the harvest.",
          "Visits to the COs that did not meet." },
        { "The VOs looked at their plans and at what was done of them.",
          "Three hand pumps wait for the department's answer.",
          "Reminder letters, and a day of assessment." },
    };
    struct buf out = fact_start(&y->d->arena);

    fact_id(&out, "rsp", purse_rsp());
    fact_id(&out, "place", at_district());
    fact_month(&out, "of_month", month_of(purse_day(y)) - 1);
    fact_text(&out, "achieved", str_of(told[nth].achieved));
    fact_text(&out, "hard", str_of(told[nth].hard));
    fact_text(&out, "ahead", str_of(told[nth].ahead));
    demo_keep(y->d, "narrative", purse_id(y, "narrative", nth), S("manzoor"),
              S(""), fact_end(&out));
}

void target_month(struct diary *y, int in)
{
    month july = fiscal_july(month_of(purse_day(y)));

    demo_commit(y->d);
    if (in == 0)
        logframe_keep(y);
    if (in == 0 || july != y->purse->planned)
        workplan_keep(y, in);
    y->purse->planned = july;
    if (in >= PURSE_MONTHS - NARRATIVES)
        narrative_keep(y, in - (PURSE_MONTHS - NARRATIVES));
}
