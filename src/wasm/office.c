/* office - what the site has and a phone has not (tools/sources.sh office). */
#include "web/office.h"

void page_office(struct rq *rq)
{
    rq_header(rq, "Saath-Where", S("office"));
    refuse(rq, 503, "refuse.office");
}
