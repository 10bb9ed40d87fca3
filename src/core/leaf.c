/* leaf - numbered leaves, and the cash that is taken with them. */
#include "core/leaf.h"

#include <string.h>

static bool digit(char c)
{
    return c >= '0' && c <= '9';
}

bool leaf_read(struct str said, struct str *prefix, int64_t *serial)
{
    struct str s = str_trim(said);
    size_t at = s.n;
    int64_t v = 0;

    while (at > 0 && digit(s.p[at - 1]))
        at--;
    *prefix = (struct str){ s.p, at };
    *serial = 0;
    for (size_t i = at; i < s.n; i++) {
        v = v * 10 + (s.p[i] - '0');
        if (v > LEAF_SERIAL_MOST)
            return false;
    }
    *serial = v;
    return at < s.n;
}

/* The next sign that tells two prefixes apart; 0 at the end. */
static unsigned char sign_next(struct str s, size_t *at)
{
    while (*at < s.n) {
        unsigned char c = (unsigned char)s.p[(*at)++];

        if (c >= 'a' && c <= 'z')
            return (unsigned char)(c - 32);
        if (c > 127 || digit((char)c) || (c >= 'A' && c <= 'Z'))
            return c;
    }
    return 0;
}

bool leaf_prefix_same(struct str a, struct str b)
{
    size_t i = 0, j = 0;
    unsigned char x, y;

    do {
        x = sign_next(a, &i);
        y = sign_next(b, &j);
    } while (x && x == y);
    return x == y;
}

struct str leaf_text(struct str prefix, int64_t serial, int64_t digits,
                     struct arena *a)
{
    struct buf b = buf_start(a), number = buf_start(a);

    buf_int(&number, serial);
    buf_add(&b, prefix);
    for (int64_t n = (int64_t)number.n; digits != INT_NONE && n < digits; n++)
        buf_char(&b, '0');
    buf_add(&b, buf_str(&number));
    return buf_str(&b);
}

/* ---- what is wrong ------------------------------------------------------*/

bool leaf_in(const struct leaf_issue *issue, const struct leaf_use *use)
{
    return use->serial >= issue->from && use->serial <= issue->upto &&
           leaf_prefix_same(issue->prefix, use->prefix);
}

static bool out_then(const struct leaf_issue *issue, day on)
{
    return on != DAY_NONE && issue->issued <= on &&
           (issue->returned == DAY_NONE || on <= issue->returned);
}

bool leaf_nearer(const struct leaf_issue *one, const struct leaf_issue *other,
                 const struct leaf_use *use)
{
    bool out = out_then(one, use->on);

    if ((one->what == use->what) != (other->what == use->what))
        return one->what == use->what;
    if (out != out_then(other, use->on))
        return out;
    return one->issued > other->issued;
}

/* Somebody else than it was issued to. Who took the money counts, where the
 * entry says so; otherwise who took or signed the entry. */
static bool used_by_another(const struct leaf_issue *issue,
                            const struct leaf_use *use)
{
    if (!id_none(use->person) && !id_none(issue->person))
        return !id_same(use->person, issue->person);
    if (!id_none(use->staff) && !id_none(issue->staff))
        return !id_same(use->staff, issue->staff);
    if (!id_none(use->person) || !id_none(use->staff))
        return true;
    return issue->login.n && use->login.n &&
           !str_same(issue->login, use->login);
}

void leaf_judge(const struct leaf_issue *issue, const struct leaf_use *use,
                int64_t uses, bool lost, struct findings *f)
{
    if (uses > 1)
        tell_ab(f, WARN, "leaf.used_twice", "", uses, 0);
    if (!issue) {
        tell(f, WARN, "leaf.not_issued", "");
        return;
    }
    if (lost)
        tell(f, WARN, "leaf.used_though_lost", "");
    if (used_by_another(issue, use))
        tell(f, WARN, "leaf.by_another", "");
    if (use->on != DAY_NONE && issue->issued != DAY_NONE &&
        use->on < issue->issued)
        tell(f, WARN, "leaf.before_issue", "");
    if (use->on != DAY_NONE && issue->returned != DAY_NONE &&
        use->on > issue->returned)
        tell(f, WARN, "leaf.after_return", "");
}

/* ---- cash in hand -------------------------------------------------------*/

day hand_since(const struct hand_move *move, size_t n)
{
    paisa held = 0;

    for (size_t i = 0; i < n; i++)
        held += move[i].amount;
    if (held <= 0)
        return DAY_NONE;
    /* The newest that came make up what is held. */
    for (size_t i = n; i-- > 0;)
        if (move[i].amount > 0) {
            held -= move[i].amount;
            if (held <= 0)
                return move[i].on;
        }
    return n ? move[0].on : DAY_NONE;
}
