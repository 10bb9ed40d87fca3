/* asked_day - the day at whose end books and loans are asked for, in a query. */
#include "web/register.h"

bool rq_on(struct rq *rq, struct question *q)
{
    struct str said = str_trim(rq_arg(rq, "on"));
    day on;

    if (!said.n)
        return true;
    if (!day_read(said, &on) || on < DAY_FIRST || on > DAY_LAST)
        return false;
    q->on = on;
    q->as_of = month_of(on);
    return true;
}

void on_input(struct rq *rq, const struct question *q)
{
    struct buf b = buf_start(rq->arena);

    if (q->on)
        day_put(&b, q->on);
    html(rq, "<label>%s<input type=\"date\" name=\"on\" value=\"%s\"></label>",
         word(rq, "ask.on"), zstr(rq, buf_str(&b)));
}
