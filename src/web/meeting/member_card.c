/* member_card - the cards of a body's members, of the size of a purse's. */
#include "web/meeting/karwai.h"
#include "web/register.h"

/* Her name, whose daughter or wife she is, her number and her body; the code
 * opens her passbook for whoever may see it. */
static void card_put(struct rq *rq, const struct karwai *k,
                     const struct karwai_member *m, struct paper *p)
{
    struct str address = paper_address(rq, "/passbook/",
                                       str_of(id_text(rq, m->entry)));
    struct buf body = buf_start(rq->arena);

    buf_z(&body, k->rsp);
    buf_fmt(&body, " · %s", k->place);
    if (address.n)
        paper_qr(p, address, k->code);
    if (*m->name)
        paper_title(p, str_of(m->name));
    else
        paper_pair_word(p, "paper.name", S(""));
    paper_pair_word(p, "paper.father", str_of(m->father));
    paper_pair_word(p, "field.number", karwai_number(rq, m->number));
    paper_bold(p, str_of(k->name));
    paper_small(p, buf_str(&body));
}

/* A card for each member of a body, as a PDF of the size of a purse's card
 * (85.6 by 54 mm), one a page: her name and number, and the code of her
 * passbook. */
PAGE(member_cards, GET, "/body/*/cards.pdf", RIGHT_REGISTER)
{
    struct karwai k;
    struct paper p;

    if (!karwai_open(rq, &k, rq->today))
        return;
    p = karwai_start(rq, &k, PAPER_CARD, "paper.cards");
    for (size_t i = 0; i < k.members; i++) {
        if (i)
            paper_break(&p);
        card_put(rq, &k, &k.member[i], &p);
    }
    if (!k.members)
        paper_text(&p, str_of(word(rq, "paper.no_cards")));
    rq_paper(rq, "cards.pdf", &p);
}
