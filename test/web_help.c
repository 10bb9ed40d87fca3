/* web_help - help on every field and page, in three languages, and how a form
 * shows it. */
#include "web_site.h"

/* ---- the words ----------------------------------------------------------*/

/* Says so where a language has no help on the field. */
static void field_is_told(const struct kind *k, const struct field *f,
                          struct arena *a)
{
    struct str en = hint_say(a, LANG_EN, f);

    if (field_is_seal(f)) /* in no form */
        return;
    if (!CHECK(en.n > 0))
        printf("# no help on field %s of %s (%s%s%s)\n", f->name, k->name,
               field_type_name(f), f->of ? " " : "",
               f->of && f->type != FIELD_CHOICE ? f->of : "");
    for (int lang = LANG_UR; lang <= LANG_SD; lang++)
        if (!CHECK(!str_same(hint_say(a, (enum lang)lang, f), en) || !en.n))
            printf("# no help in %s on field %s of %s\n",
                   lang_name((enum lang)lang), f->name, k->name);
}

TEST(each_field_of_each_kind_has_help_in_three_languages)
{
    struct arena a = { 0 };

    for (int i = 0; i < kind_count; i++)
        for (int j = 0; j < kind_index[i]->fields; j++) {
            const struct field *f = &kind_index[i]->field[j];

            field_is_told(kind_index[i], f, &a);
            for (int c = 0; c < f->children; c++)
                field_is_told(kind_index[i], &f->child[c], &a);
        }
    arena_free(&a);
}

/* Choices stand in one list: each begins as its neighbours do. */
TEST(each_choice_begins_with_a_large_letter)
{
    for (int i = 0; i < word_count; i++) {
        const char *en = word_table[i].text[LANG_EN];

        if (strncmp(word_table[i].key, "choice.", 7) != 0)
            continue;
        if (!CHECK(en && !(en[0] >= 'a' && en[0] <= 'z')))
            printf("# %s: %s\n", word_table[i].key, en ? en : "");
    }
}

/* The pages people read; what a paper or a file is needs no page of help. */
static bool is_paper(const struct page *p)
{
    static const char *const end[] = { ".pdf", ".png", ".xlsx", ".csv" };

    for (size_t i = 0; i < LEN(end); i++)
        if (strstr(p->path, end[i]))
            return true;
    return !strcmp(p->name, "app") || !strcmp(p->name, "lang") ||
           !strcmp(p->name, "health") || !strcmp(p->name, "exchange") ||
           !strcmp(p->name, "file");
}

/* English is the comment above the page. */
TEST(each_page_and_each_kind_is_told_in_urdu_and_sindhi)
{
    char key[80];

    for (int i = 0; i < page_count + kind_count; i++) {
        bool page = i < page_count;

        if (page &&
            (page_index[i]->method != PAGE_GET || is_paper(page_index[i])))
            continue;
        snprintf(key, sizeof key, page ? "page.%s" : "about.%s",
                 page ? page_index[i]->name : kind_index[i - page_count]->name);
        for (int lang = LANG_UR; lang <= LANG_SD; lang++)
            if (!CHECK(!str_same(say((enum lang)lang, key), str_of(key))))
                printf("# no %s in %s\n", key, lang_name((enum lang)lang));
    }
}

/* ---- on a form -----------------------------------------------------------*/

static void clerk_at(struct browser *b, struct db *db)
{
    browser_start(b, db);
    draft(&b->site, "access",
          "{\"login\":\"clerk\",\"role\":\"operator\",\"since\":"
          "\"2014-01-01\"}");
    browser_login(b, "clerk");
}

SITE(a_form_says_what_belongs_in_each_field)
{
    struct browser b;

    clerk_at(&b, db);
    CHECK_INT(get(&b, "/new/household"), 200);
    /* folded, out of the way of Tab, and what describes the input */
    CHECK(has(&b, "<details class=\"hint\"><summary tabindex=\"-1\" "
                  "aria-label=\"What belongs here: Head\">?</summary>"));
    CHECK(has(&b, "The settlement where the house stands"));
    CHECK(has(&b, "<input aria-describedby=\"h2\" name=\"place.said\""));
    CHECK(has(&b, "<p id=\"h2\">"));
    CHECK(!has(&b, "type=\"hidden\" aria-describedby"));
    /* rows are told once, and each row's inputs point there */
    CHECK_INT(get(&b, "/new/filing"), 200);
    CHECK(has(&b, "<details class=\"hints\"><summary tabindex=\"-1\">What "
                  "belongs in each column</summary>"));
    CHECK_INT(get_json(&b, "/new/household"), 200);
    CHECK(has(&b, "\"help\":\"The settlement where the house stands"));
    browser_end(&b);
}

/* Each id of a description stands once, and each that is named is there. */
SITE(a_description_is_there_for_each_input_that_names_it)
{
    static const char *const path[] = {
        "/new/household",
        "/new/filing",
        "/new/meeting",
        "/new/election",
    };
    struct browser b;

    clerk_at(&b, db);
    for (size_t i = 0; i < LEN(path); i++) {
        const char *at, *body;
        int named = 0;

        CHECK_INT(get(&b, path[i]), 200);
        body = arena_z(&b.site.arena, b.answer.body);
        for (at = body; (at = strstr(at, "aria-describedby=\"h")); named++) {
            struct str id = str_of(at += 18);
            struct buf want = buf_start(&b.site.arena);
            const char *first;

            buf_fmt(&want, " id=\"%s\"",
                    arena_z(want.arena, str_cut(&id, '"')));
            first = strstr(body, arena_z(want.arena, buf_str(&want)));
            CHECK(first &&
                  !strstr(first + 1, arena_z(want.arena, buf_str(&want))));
        }
        CHECK(named > 3);
    }
    browser_end(&b);
}
