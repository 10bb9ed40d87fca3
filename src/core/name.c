/* name - people's names as they sound, whatever script they are written in. */
#include "core/name.h"

#include <string.h>

enum { WORD_LETTERS = 12, NEAR_LEAST = 4 };

/* ---- letters ------------------------------------------------------------*/

/* '.' is heard only where a word begins, as the letter beside it. Folding has made one of the forms of alef, heh, yeh and kaf. */
struct sound {
    uint32_t point;
    char as, first;
};
static const struct sound arabic[] = {
    { 0x621, '.', 'a' }, { 0x627, '.', 'a' }, { 0x628, 'b', 0 },
    { 0x62a, 't', 0 },   { 0x62b, 's', 0 },   { 0x62c, 'j', 0 },
    { 0x62d, '.', 'h' }, { 0x62e, 'k', 0 },   { 0x62f, 'd', 0 },
    { 0x630, 'z', 0 },   { 0x631, 'r', 0 },   { 0x632, 'z', 0 },
    { 0x633, 's', 0 },   { 0x634, 'x', 0 },   { 0x635, 's', 0 },
    { 0x636, 'z', 0 },   { 0x637, 't', 0 },   { 0x638, 'z', 0 },
    { 0x639, '.', 'a' }, { 0x63a, 'g', 0 },   { 0x641, 'f', 0 },
    { 0x642, 'k', 0 },   { 0x644, 'l', 0 },   { 0x645, 'm', 0 },
    { 0x646, 'n', 0 },   { 0x648, '.', 'w' }, { 0x679, 't', 0 },
    { 0x67a, 't', 0 },   { 0x67b, 'b', 0 },   { 0x67d, 't', 0 },
    { 0x67e, 'p', 0 },   { 0x67f, 't', 0 },   { 0x680, 'b', 0 },
    { 0x683, 'n', 0 },   { 0x684, 'j', 0 },   { 0x686, 'c', 0 },
    { 0x687, 'c', 0 },   { 0x688, 'd', 0 },   { 0x68a, 'd', 0 },
    { 0x68c, 'd', 0 },   { 0x68d, 'd', 0 },   { 0x68f, 'd', 0 },
    { 0x691, 'r', 0 },   { 0x698, 'z', 0 },   { 0x699, 'r', 0 },
    { 0x6a4, 'f', 0 },   { 0x6a6, 'p', 0 },   { 0x6a9, 'k', 0 },
    { 0x6aa, 'k', 0 },   { 0x6ab, 'g', 0 },   { 0x6af, 'g', 0 },
    { 0x6b1, 'N', 0 },   { 0x6b3, 'g', 0 },   { 0x6ba, 'n', 0 },
    { 0x6bb, 'n', 0 },   { 0x6c1, '.', 'h' }, { 0x6cc, '.', 'y' },
    { 0x6d2, '.', 'y' },
};

/* a to z: sh, ch and x are seen to where they are met. */
static const char latin[] = ".bkd.fg..jklmn.pkrst.....z";
static const char latin_first[] = "a   a  ha     a     aww y ";

struct bones {
    char at[WORD_LETTERS + 2];
    size_t n;
};

static void bone(struct bones *b, char c)
{
    if (b->n < WORD_LETTERS && (!b->n || b->at[b->n - 1] != c))
        b->at[b->n++] = c;
}

static void latin_bone(struct bones *b, struct str w, size_t *at)
{
    char c = w.p[*at], then = *at + 1 < w.n ? w.p[*at + 1] : 0;
    char as = latin[c - 'a'];

    if ((c == 's' || c == 'c') && then == 'h') {
        bone(b, c == 's' ? 'x' : 'c');
        ++*at;
    } else if (c == 'x') { /* Bux is Bakhsh */
        bone(b, 'k');
        bone(b, 'x');
    } else if (as != '.') {
        bone(b, as);
    } else if (*at == 0) {
        bone(b, latin_first[c - 'a']);
    }
}

static const struct sound *sound_find(uint32_t point)
{
    size_t low = 0, high = LEN(arabic);

    while (low < high) {
        size_t mid = (low + high) / 2;

        if (point > arabic[mid].point)
            low = mid + 1;
        else if (point < arabic[mid].point)
            high = mid;
        else
            return &arabic[mid];
    }
    return NULL;
}

static void arabic_bone(struct bones *b, uint32_t point, bool first)
{
    const struct sound *s = sound_find(point);

    if (!s)
        return;
    if (s->as == 'N') {
        bone(b, 'n');
        bone(b, 'g');
    } else if (s->as != '.') {
        bone(b, s->as);
    } else if (first) {
        bone(b, s->first);
    }
}

static struct bones bones_of(struct str word)
{
    struct bones b = { .n = 0 };

    for (size_t at = 0; at < word.n;) {
        size_t from = at;
        uint32_t point = utf8_next(word, &at);

        if (point >= 'a' && point <= 'z') {
            size_t here = from;

            latin_bone(&b, word, &here);
            at = here + 1;
        } else if (point >= 0x80) {
            arabic_bone(&b, point, from == 0);
        }
    }
    return b;
}

/* ---- words that are not heard --------------------------------------------*/

/* All as they are after folding. */
static const char *const title[] = {
    "mst",     "mstt",    "musammat", "mussamat", "mosammat", "mai",
    "bibi",    "bi",      "bb",       "begum",    "begam",    "syed",
    "sayed",   "sayyed",  "sayyid",   "saiyed",   "syeda",    "sayeda",
    "sayyeda", "haji",    "hajji",    "hafiz",    "molvi",    "maulvi",
    "moulvi",  "maulana", "moulana",  "mulla",    "mullah",   "sain",
    "saeen",   "mr",      "mrs",      "miss",     "ms",       "dr",
    "wadero",  "late",    "marhoom",  "marhom",   "shri",     "shrimati",
    "مسمات",   "مسماہ",   "مس",       "مایی",     "مای",      "بیبی",
    "بی",      "بیگم",    "سید",      "سیدہ",     "حاجی",     "حافظ",
    "مولوی",   "مولانا",  "ملا",      "ساییں",    "سایین",    "ڈاکٹر",
    "ڊاکٽر",   "وڈیرو",   "وڏیرو",    "مرحوم",
};
static const char *const particle[] = {
    "ul", "ur",  "us",   "ud",  "un",   "ut",    "uz", "al",
    "el", "bin", "bint", "ibn", "urf",  "alias", "so", "wo",
    "do", "بن",  "بنت",  "ولد", "زوجہ", "عرف",   "ال",
};

static bool among(struct str w, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (str_same(w, str_of(list[i])))
            return true;
    return false;
}

static bool ends_any(struct str w, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (str_ends(w, str_of(list[i])))
            return true;
    return false;
}

/* Muhammad, Mohammed, Mohd, Md and the like, but not Mahmood, Mehdi, Masood:
 * it begins with mu, mo, mh or md, and a short vowel stands before the d. */
static bool is_muhammad(struct str w, const struct bones *b)
{
    static const char *const others[] = { "ood", "oud", "ud" };

    if (str_same(w, S("m")) || str_same(w, S("محمد")))
        return true;
    return w.n >= 2 && b->n == 2 && memcmp(b->at, "md", 2) == 0 &&
           memchr("uohd", w.p[1], 4) && w.p[w.n - 1] == 'd' &&
           !ends_any(w, others, LEN(others));
}

/* Brothers are called Hassan and Hussain: only the long vowel tells them. */
static bool is_hussain(struct str w, const struct bones *b)
{
    static const char *const long_n[] = { "ain", "ein", "een", "ayn",
                                          "eyn", "in",  "en",  "aine" };

    if (str_same(w, S("حسین")))
        return true;
    return w.n >= 4 && b->n == 3 && memcmp(b->at, "hsn", 3) == 0 &&
           memchr("uo", w.p[1], 2) && ends_any(w, long_n, LEN(long_n));
}

/* ---- words written in one --------------------------------------------------*/

struct words {
    struct str at[NAME_WORDS];
    size_t n;
};

static void word_put(struct words *w, struct str word)
{
    if (word.n && w->n < NAME_WORDS)
        w->at[w->n++] = word;
}

/* Ends and beginnings that stand for a word of their own, where at least
 * `least` bytes are left. */
static const struct joint {
    const char *part, *as;
    size_t least;
} tail[] = {
    { "ullah", "allah", 2 },  { "ulla", "allah", 2 },
    { "ulah", "allah", 2 },   { "uddin", "din", 2 },
    { "udin", "din", 2 },     { "uddeen", "din", 2 },
    { "udeen", "din", 2 },    { "unnissa", "nisa", 2 },
    { "unissa", "nisa", 2 },  { "unnisa", "nisa", 2 },
    { "unisa", "nisa", 2 },   { "bakhsh", "bux", 3 },
    { "bukhsh", "bux", 3 },   { "baksh", "bux", 3 },
    { "buksh", "bux", 3 },    { "bux", "bux", 3 },
    { "اللہ", "allah", 4 }, { "الدین", "din", 4 },
    { "النساء", "nisa", 4 }, { "النسا", "nisa", 4 },
    { "بخش", "bux", 4 },
}, head[] = {
    { "allah", "allah", 3 }, { "ghulam", "ghulam", 3 },
    { "اللہ", "allah", 4 }, { "غلام", "ghulam", 4 },
};

/* "abdul" and all after it; the l may have become its first letter. */
static bool abd_split(struct str w, struct words *out)
{
    static const char *const alone[] = { "abd", "abdu", "عبد" };
    static const char arabic_abd[] = "عبدال", sun[] = "rsdnzt";
    size_t n = sizeof arabic_abd - 1;

    if (among(w, alone, LEN(alone))) {
        word_put(out, S("abd"));
    } else if (str_starts(w, str_of(arabic_abd)) && w.n >= n + 4) {
        word_put(out, S("abd"));
        word_put(out, str_from(w, n));
    } else if (w.n >= 5 && str_starts(w, S("abd")) &&
               memchr("uae", w.p[3], 3)) {
        word_put(out, S("abd"));
        if (w.n > 5 && w.p[4] == 'l')
            word_put(out, str_from(w, 5));
        else if (w.n > 5 && memchr(sun, w.p[4], sizeof sun - 1))
            word_put(out, str_from(w, 4));
        else if (w.n > 5 || !memchr("lrsdnzt", w.p[4], 7))
            return out->n--, false;
    } else {
        return false;
    }
    return true;
}

static void word_split(struct str w, struct words *out)
{
    for (size_t i = 0; i < LEN(tail); i++) {
        struct str part = str_of(tail[i].part);

        if (str_ends(w, part) && w.n >= part.n + tail[i].least) {
            word_split((struct str){ w.p, w.n - part.n }, out);
            word_put(out, str_of(tail[i].as));
            return;
        }
    }
    if (abd_split(w, out))
        return;
    for (size_t i = 0; i < LEN(head); i++) {
        struct str part = str_of(head[i].part);

        if (str_starts(w, part) && w.n >= part.n + head[i].least) {
            word_put(out, str_of(head[i].as));
            word_put(out, str_from(w, part.n));
            return;
        }
    }
    word_put(out, w);
}

/* In عبد الرحمان the article stands before the second word. */
static struct str article_off(struct str w, bool first)
{
    static const char al[] = "ال";
    struct str rest = str_from(w, sizeof al - 1);

    if (first || !str_starts(w, str_of(al)) || rest.n < 4 ||
        str_same(w, S("اللہ")))
        return w;
    return rest;
}

/* ---- the skeleton --------------------------------------------------------*/

/* Sa'eed is one word: what stands for ع or a missing letter goes. */
static struct str closed(struct str s, struct arena *a)
{
    struct buf b = buf_start(a);

    for (size_t at = 0; at < s.n;) {
        uint32_t point = utf8_next(s, &at);

        if (point != '\'' && point != '`' && point != 0x2018 &&
            point != 0x2019 && (point < 0x2b9 || point > 0x2df))
            utf8_put(&b, point);
    }
    return buf_str(&b);
}

static struct words words_of(struct str folded)
{
    struct words all = { .n = 0 };

    for (bool first = true; folded.n && all.n < NAME_WORDS; first = false)
        word_split(article_off(str_cut(&folded, ' '), first), &all);
    return all;
}

static struct str word_bones(struct str w, struct bones *b)
{
    *b = bones_of(w);
    if (is_muhammad(w, b))
        return S("mhmd");
    if (is_hussain(w, b))
        return S("hsyn");
    if (str_same(w, S("gh")))
        return S("glm");
    return (struct str){ b->at, b->n };
}

static void bone_put(struct buf *out, struct str word)
{
    struct bones b;
    struct str bone = word_bones(word, &b);

    if (bone.n && out->n)
        buf_char(out, ' ');
    buf_add(out, bone);
}

static bool carries(struct str word)
{
    return (word.n > 1 || word.p[0] == 'm') &&
           !among(word, title, LEN(title)) &&
           !among(word, particle, LEN(particle));
}

struct str name_skeleton(struct str name, struct arena *a)
{
    struct words w = words_of(utf8_fold(closed(name, a), a));
    struct buf b = buf_start(a);

    for (size_t i = 0; i < w.n; i++)
        if (carries(w.at[i]))
            bone_put(&b, w.at[i]);
    for (size_t i = w.n; !b.n && i > 0; i--) /* titles alone: the last */
        bone_put(&b, w.at[i - 1]);
    return buf_str(&b);
}

/* ---- two skeletons -------------------------------------------------------*/

static struct words bones_words(struct str skeleton)
{
    struct words w = { .n = 0 };

    while (skeleton.n && w.n < NAME_WORDS)
        word_put(&w, str_cut(&skeleton, ' '));
    return w;
}

/* How many words of `few` are in `many`, each once. */
static size_t shared(const struct words *few, const struct words *many)
{
    bool taken[NAME_WORDS] = { false };
    size_t n = 0;

    for (size_t i = 0; i < few->n; i++)
        for (size_t j = 0; j < many->n; j++)
            if (!taken[j] && str_same(few->at[i], many->at[j])) {
                taken[j] = true;
                n++;
                break;
            }
    return n;
}

enum name_like name_compare(struct str a, struct str b)
{
    struct words x = bones_words(a), y = bones_words(b);
    const struct words *few = x.n < y.n ? &x : &y, *many = x.n < y.n ? &y : &x;

    if (!few->n)
        return NAME_OTHER;
    if (shared(few, many) == few->n)
        return few->n == many->n ? NAME_SAME : NAME_PART;
    if (a.n >= NEAR_LEAST && b.n >= NEAR_LEAST && utf8_distance(a, b, 1) <= 1)
        return NAME_NEAR;
    return NAME_OTHER;
}

/* ---- orders --------------------------------------------------------------*/

static struct str joined(const struct words *w, const int *order, size_t n,
                         struct arena *a)
{
    struct buf b = buf_start(a);

    for (size_t i = 0; i < n; i++) {
        buf_z(&b, i ? " " : "");
        buf_add(&b, w->at[order[i]]);
    }
    return buf_str(&b);
}

size_t name_turns(struct str skeleton, struct arena *a,
                  struct str out[NAME_TURNS])
{
    static const int three[NAME_TURNS][3] = { { 0, 1, 2 }, { 0, 2, 1 },
                                              { 1, 0, 2 }, { 1, 2, 0 },
                                              { 2, 0, 1 }, { 2, 1, 0 } };
    struct words w = bones_words(skeleton);
    int back[NAME_WORDS];
    size_t n = 0;

    if (!w.n)
        return 0;
    out[n++] = skeleton;
    for (size_t i = 0; i < w.n; i++)
        back[i] = (int)(w.n - 1 - i);
    if (w.n == 3)
        for (; n < NAME_TURNS; n++)
            out[n] = joined(&w, three[n], 3, a);
    else if (w.n > 1)
        out[n++] = joined(&w, back, w.n, a);
    return n;
}
