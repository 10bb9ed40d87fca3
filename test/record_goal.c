/* record_goal - what a year is planned for, and what all of it serves. */
#include "register_site.h"

static bool was_told(const struct site *s, const char *what, enum level level)
{
    for (size_t i = 0; i < s->said.n; i++)
        if (!strcmp(s->said.at[i].what, what) && s->said.at[i].level == level)
            return true;
    for (size_t i = 0; i < s->said.n; i++)
        printf("# %s\n", s->said.at[i].what);
    return false;
}

/* Whether the body makes the rule say so: kept with a warning, or refused. */
static bool says(struct site *s, const char *kind, const char *body,
                 const char *what, enum level level)
{
    struct draft d = { .kind = str_of(kind),
                       .author = S("admin"),
                       .strict = true,
                       .body = str_of(body) };
    struct id id;

    s->said = findings_start(&s->arena);
    keeper_begin(s->keeper);
    s->kept = keeper_draft(s->keeper, &d, &s->said, &id);
    CHECK(keeper_commit(s->keeper));
    CHECK_INT(s->kept, level == STOP ? KEPT_REFUSED : KEPT);
    return was_told(s, what, level);
}

static const struct {
    const char *kind, *body, *what;
    enum level level;
} told[] = {
    { "goal",
      "{\"code\":\"PRS-1\",\"family\":\"strategy\",\"title\":\"Fewer poor\"}",
      "goal.of_which_paper", WARN },
    { "goal",
      "{\"code\":\"ADP-17\",\"family\":\"adp\",\"framework\":\"ADP of Sindh\","
      "\"title\":\"Water for villages\"}",
      "goal.of_which_year", WARN },
    { "goal", "{\"code\":\"A B\",\"family\":\"other\",\"title\":\"Two words\"}",
      "code.blanks", STOP },
    { "goal",
      "{\"code\":\"X\",\"family\":\"other\",\"part_of\":\"X\","
      "\"title\":\"Own part\"}",
      "goal.of_itself", STOP },
    { "goal",
      "{\"code\":\"Y\",\"family\":\"other\",\"since\":\"2014-01-02\","
      "\"title\":\"Ends first\",\"until\":\"2014-01-01\"}",
      "date.ends_before_start", STOP },
    { "goal_link", "{\"goal\":\"6.1\"}", "goal_link.of_nothing", STOP },
    { "goal_link",
      "{\"goal\":\"6.1\",\"indicator\":\"cpi\",\"sector\":\"water\"}",
      "goal_link.of_several", STOP },
    { "workplan",
      "{\"lines\":[{\"indicator\":\"co\"}],\"place\":\"%1\",\"rsp\":\"%2\","
      "\"year\":2014}",
      "workplan.no_month", STOP },
    { "workplan",
      "{\"lines\":[{\"indicator\":\"co\",\"m07\":1},{\"indicator\":\"co\","
      "\"m08\":2}],\"place\":\"%1\",\"rsp\":\"%2\",\"year\":2014}",
      "workplan.said_twice", STOP },
    { "narrative", "{\"of_month\":\"2014-12\",\"place\":\"%1\",\"rsp\":\"%2\"}",
      "narrative.nothing", STOP },
    { "narrative",
      "{\"hard\":\"Rain.\",\"of_month\":\"2015-02\",\"place\":\"%1\","
      "\"rsp\":\"%2\"}",
      "filing.in_future", STOP },
};

SITE(rules_of_plans_and_goals)
{
    struct site s;
    struct id place = id_named(S("place"), S("pk723")),
              rsp = id_named(S("rsp"), S("SRSO"));

    site_start(&s, db, 1);
    for (size_t i = 0; i < LEN(told); i++)
        if (!CHECK(says(&s, told[i].kind,
                        with(&s, told[i].body, place, rsp, rsp), told[i].what,
                        told[i].level)))
            printf("# row %d: %s\n", (int)i, told[i].what);
    /* Two organisers may plan the same in one place. */
    draft(&s, "workplan",
          with(&s,
               "{\"lines\":[{\"indicator\":\"co\",\"m07\":1},{\"indicator\":"
               "\"co\",\"m06\":0,\"place\":\"%1\"}],\"place\":\"%1\",\"rsp\":"
               "\"%2\",\"year\":2014}",
               place, rsp, rsp));
    CHECK_INT(s.said.n, 0);
    site_end(&s);
}

#define FRAME(items, stones)                                                   \
    "{\"steps\":[" items "],\"milestones\":[" stones                           \
    "],\"place\":\"%1\",\"project\":\"%3\",\"rsp\":\"%2\","                    \
    "\"since\":\"2014-07\",\"version\":1}"
#define ITEM                                                                   \
    "{\"amount\":40,\"code\":\"1.1\",\"ends\":\"2016-06\",\"evidence\":"       \
    "\"registers\",\"indicator\":\"co\",\"level\":\"output\",\"statement\":"   \
    "\"Forty COs\"}"

static const struct {
    const char *body, *what;
    enum level level;
} framed[] = {
    { FRAME(ITEM "," ITEM, ""), "logframe.code_twice", STOP },
    { FRAME("{\"amount\":4,\"code\":\"1\",\"level\":\"goal\",\"statement\":"
            "\"Less hunger\"}",
            ""),
      "logframe.of_what", STOP },
    { FRAME("{\"code\":\"1\",\"evidence\":\"lists\",\"indicator\":\"co\","
            "\"level\":\"goal\",\"statement\":\"Less hunger\"}",
            ""),
      "logframe.how_much", WARN },
    { FRAME("{\"amount\":4,\"code\":\"1\",\"indicator\":\"co\","
            "\"level\":\"goal\",\"statement\":\"Less hunger\"}",
            ""),
      "logframe.no_evidence", WARN },
    { FRAME("{\"amount\":4,\"code\":\"1\",\"ends\":\"2014-06\",\"evidence\":"
            "\"lists\",\"indicator\":\"co\",\"level\":\"goal\","
            "\"statement\":\"Less hunger\"}",
            ""),
      "date.ends_before_start", STOP },
    { FRAME(ITEM, "{\"amount\":9,\"by_month\":\"2015-06\",\"code\":\"2\"}"),
      "logframe.stone_of_nothing", STOP },
    { FRAME(ITEM, "{\"amount\":9,\"by_month\":\"2016-07\",\"code\":\"1.1\"}"),
      "logframe.stone_after_end", STOP },
    { FRAME(ITEM, "{\"amount\":9,\"by_month\":\"2015-06\",\"code\":\"1.1\"},"
                  "{\"amount\":8,\"by_month\":\"2015-06\",\"code\":\"1.1\"}"),
      "logframe.stone_twice", STOP },
};

SITE(rules_of_a_logframe)
{
    struct site s;
    struct id place = id_named(S("place"), S("pk723")),
              rsp = id_named(S("rsp"), S("SRSO")), project;

    site_start(&s, db, 1);
    project =
        draft(&s, "project",
              with(&s,
                   "{\"code\":\"P-ONE\",\"donor\":\"EU\",\"name\":\"One\","
                   "\"nature\":\"donor\",\"rsp\":\"%1\","
                   "\"since\":\"2014\"}",
                   rsp, rsp, rsp));
    for (size_t i = 0; i < LEN(framed); i++)
        if (!CHECK(says(&s, "logframe",
                        with(&s, framed[i].body, place, rsp, project),
                        framed[i].what, framed[i].level)))
            printf("# row %d: %s\n", (int)i, framed[i].what);
    draft(&s, "logframe",
          with(&s,
               FRAME(ITEM, "{\"amount\":9,\"by_month\":\"2015-06\","
                           "\"code\":\"1.1\"}"),
               place, rsp, project));
    CHECK_INT(s.said.n, 0);
    site_end(&s);
}

/* The Sustainable Development Goals come with the program: 17 and their 169
 * targets, each with a title in three languages. */
SITE(all_targets_are_shipped)
{
    struct site s;

    site_start(&s, db, 1);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM goal WHERE counts = 1 AND "
                           "part_of IS NULL"),
              17);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM goal g JOIN goal p ON "
                           "p.code = g.part_of WHERE g.counts = 1 AND "
                           "substr(g.code, 1, length(p.code) + 1) = "
                           "p.code || '.'"),
              169);
    CHECK_INT(both_ask(db, "SELECT count(DISTINCT title_sd) FROM goal WHERE "
                           "title_ur <> title AND title_sd <> title_ur"),
              186);
    /* Nothing is linked to what is not there. */
    CHECK_INT(both_ask(db, "SELECT count(*) FROM goal_link l WHERE NOT EXISTS "
                           "(SELECT 1 FROM goal g WHERE g.code = l.goal) OR "
                           "l.indicator IS NOT NULL AND NOT EXISTS (SELECT 1 "
                           "FROM indicator i WHERE i.code = l.indicator)"),
              0);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM waiting"), 0);
    site_end(&s);
}
