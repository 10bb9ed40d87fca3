/* toolkit - cards and sessions by which people are made aware, as data. */
#include "core/core.h"

struct toolkit_topic {
    struct str code, title, title_ur, title_sd;
};
static const struct field toolkit_topic_field[] = {
    TEXT(toolkit_topic, code, 40, FIELD_NEED | FIELD_FIND),
    TEXT(toolkit_topic, title, 160, FIELD_NEED),
    TEXT(toolkit_topic, title_ur, 250, 0),
    TEXT(toolkit_topic, title_sd, 250, 0),
};

struct toolkit {
    struct str code, title, title_ur, title_sd;
    int64_t cards, sessions;
    struct str source;
    struct list topics;
};
static const struct field toolkit_field[] = {
    TEXT(toolkit, code, 40, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    TEXT(toolkit, title, 160, FIELD_NEED),
    TEXT(toolkit, title_ur, 250, 0),
    TEXT(toolkit, title_sd, 250, 0),
    COUNT(toolkit, cards, 1, 1000, 0),
    COUNT(toolkit, sessions, 1, 200, 0),
    TEXT(toolkit, source, 300, 0),
    ROWS(toolkit, topics, toolkit_topic, 60, 0),
};

struct toolkit_view; /* its rule needs no view */
static void toolkit_rule(const struct toolkit *x, const struct toolkit_view *v,
                         struct findings *f)
{
    const struct toolkit_topic *t = x->topics.at;

    (void)v;
    for (size_t i = 0; i < x->topics.n; i++)
        for (size_t j = 0; j < i; j++)
            if (str_same(t[i].code, t[j].code)) {
                tell_row(f, STOP, "toolkit.topic_twice", "topics", i, "code");
                break;
            }
}

/* A toolkit for awareness sessions: its topics, how many cards and sessions it
 * has, and where it is from. */
RECORD(toolkit, .code = "code", .title = "title", .right = RIGHT_ISSUE,
       .group = "learn");
