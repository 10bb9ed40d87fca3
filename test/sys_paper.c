/* sys_paper - documents become PDF in a process that can do nothing else, and
 * that may die. */
#include <fcntl.h>

#include "../src/report/polling.h"
#include "../src/report/symbol.h"
#include "../src/sys/paper.h"
#include "sys_peer.h"

static struct paper begun(struct arena *a, enum lang lang)
{
    const struct paper_plan plan = { .title = say(lang, "paper.karwai"),
                                     .head = S("CO-0012"),
                                     .on = 16000 };

    return paper_start(a, lang, &plan);
}

/* Bytes of a PDF between the first `from` and the next `to`. */
static bool holds(struct str pdf, const char *what)
{
    return pdf.n && memmem(pdf.p, pdf.n, what, strlen(what)) != NULL;
}

/* Every word of the program, as labels and as cells. */
TEST(every_word_in_every_language_has_its_letters)
{
    for (int lang = LANG_EN; lang <= LANG_SD; lang++) {
        struct arena a = { 0 };
        struct paper p = begun(&a, (enum lang)lang);
        struct paper_told told;

        for (int i = 0; i < word_count; i++)
            paper_pair(&p, str_of(word_table[i].text[LANG_EN]),
                       say((enum lang)lang, word_table[i].key));
        if (CHECK(!p.full) && CHECK(paper_make(paper_bytes(&p), &a, &told))) {
            CHECK_INT(told.made, PAPER_MADE);
            CHECK_INT(told.unknown, 0);
            CHECK(told.pages > 10);
        }
        arena_free(&a);
    }
}

/* All letters of the three, those that one of them lacks among them. */
TEST(all_letters_of_urdu_and_sindhi_are_there)
{
    static const struct {
        enum lang lang;
        struct str letters;
    } told[] = {
        { LANG_EN, S("“” – … ₨ é ñ ½ × ≤ • № §") },
        { LANG_UR,
          S("آ ا ب پ ت ٹ ث ج چ ح خ د ڈ ذ ر ڑ ز ژ س ش ص ض ط ظ ع غ ف ق ک "
            "گ ل م ن ں و ہ ھ ء ی ے ئ ۂ ۃ ۓ ؤ أ ۔ ، ؛ ؟ ٪ ۰۱۲۳۴۵۶۷۸۹ "
            "اَ اِ اُ اً اّ اٰ ﷺ") },
        { LANG_SD,
          S("ا ب ٻ ڀ ت ٿ ٽ ٺ ث پ ج ڄ جھ ڃ چ ڇ ح خ د ڌ ڏ ڊ ڍ ذ ر ڙ ز س "
            "ش ص ض ط ظ ع غ ف ڦ ق ڪ ک گ ڳ گھ ڱ ل م ن ڻ و ھ ء ي ۽ ۾ ۔ ، ؛ "
            "؟ ٪ 0123456789 ۰۱۲۳۴۵۶۷۸۹ اَ اِ اُ اً") },
    };

    for (size_t i = 0; i < LEN(told); i++)
        for (int bold = 0; bold < 2; bold++) {
            struct arena a = { 0 };
            struct paper p = begun(&a, told[i].lang);
            struct paper_told t = { 0 };

            (bold ? paper_bold : paper_text)(&p, told[i].letters);
            CHECK(paper_make(paper_bytes(&p), &a, &t));
            CHECK_INT(t.made, PAPER_MADE);
            CHECK_INT(t.unknown, 0);
            arena_free(&a);
        }
}

TEST(a_sign_without_a_font_is_counted)
{
    struct arena a = { 0 };
    struct paper p = begun(&a, LANG_EN);
    struct paper_told t = { 0 };

    paper_text(&p, S("Roshni \xf0\x9f\x8c\xbb \xe4\xb8\xad")); /* 🌻 中 */
    CHECK(paper_make(paper_bytes(&p), &a, &t));
    CHECK_INT(t.made, PAPER_MADE);
    CHECK_INT(t.unknown, 2);
    arena_free(&a);
}

TEST(the_same_document_is_the_same_file)
{
    struct arena a = { 0 };
    struct paper p = begun(&a, LANG_SD);
    struct paper_told one = { 0 }, two = { 0 };

    paper_qr(&p, S("CO-0012"), S("CO-0012"));
    paper_text(&p, say(LANG_SD, "paper.letter_begin"));
    CHECK(paper_make(paper_bytes(&p), &a, &one));
    CHECK(paper_make(paper_bytes(&p), &a, &two));
    CHECK(str_starts(one.file, S("%PDF-")));
    CHECK(str_same(one.file, two.file));
    CHECK(holds(one.file,
                "(20131022000000Z)")); /* the document's day, no clock */
    arena_free(&a);
}

/* 25 rows of 40 mm: seven or six a page, none cut, none lost. */
TEST(rows_go_on_on_the_next_page)
{
    struct arena a = { 0 };
    struct paper p = begun(&a, LANG_UR);
    const struct paper_column c[] = { { S("a"), S(""), 1, 0 } };
    const struct str row[] = { S("x") };
    struct paper_told t = { 0 };

    paper_table(&p, c, 1, 40, 0);
    for (int i = 0; i < 25; i++)
        paper_row(&p, ROW_PLAIN, row);
    paper_table_end(&p);
    CHECK(paper_make(paper_bytes(&p), &a, &t));
    CHECK_INT(t.pages, 5);
    arena_free(&a);
}

/* What belongs together is not parted: three ballots of two fifths of a page
 * stand on two pages. */
TEST(a_ballot_is_never_cut_in_two)
{
    static const struct polling_candidate c[] = {
        { S("A"), S(""), S(""), S("sun"), INT_NONE, false, S("") },
        { S("B"), S(""), S(""), S("moon"), INT_NONE, false, S("") },
        { S("C"), S(""), S(""), S("pot"), INT_NONE, false, S("") },
    };
    const struct polling_office poll = { .office = S("President"),
                                         .seats = 1,
                                         .round = 1,
                                         .candidate = c,
                                         .candidates = LEN(c) };
    const struct polling_held held = { .body = S("LSO Sindhu"), .on = 16000 };
    static const int pages[] = { 1, 1, 1, 2, 2, 3 };

    for (int n = 1; n < (int)LEN(pages); n++) {
        struct arena a = { 0 };
        struct paper p = polling_ballots(&a, LANG_SD, &held, &poll, n);
        struct paper_told t = { 0 };

        CHECK(paper_make(paper_bytes(&p), &a, &t));
        CHECK_INT(t.pages, pages[n]);
        arena_free(&a);
    }
}

TEST(more_than_it_draws_at_once_is_refused)
{
    struct arena a = { 0 };
    struct paper p = begun(&a, LANG_EN);
    struct paper_told t = { 0 };

    for (int i = 0; i < 600; i++) {
        paper_text(&p, S("x"));
        paper_break(&p);
    }
    CHECK(paper_make(paper_bytes(&p), &a, &t));
    CHECK_INT(t.made, PAPER_TOO_BIG);
    CHECK_INT(t.file.n, 0);
    arena_free(&a);
}

/* ---- slips and pictures ---------------------------------------------------*/

static struct paper slip(struct arena *a, enum lang lang, enum paper_size size,
                         enum paper_form form)
{
    const struct paper_plan plan = { .title = say(lang, "paper.karwai"),
                                     .size = size,
                                     .form = form };

    return paper_start(a, lang, &plan);
}

static int64_t four(struct str file, size_t at)
{
    int64_t v = 0;

    for (size_t i = at; i < at + 4 && i < file.n; i++)
        v = v << 8 | (uint8_t)file.p[i];
    return v;
}

/* A full page of letters, in each language and of each sheet: grey, one byte a
 * dot, no wider than its sheet, never above its bytes. */
TEST(a_picture_is_grey_and_small)
{
    static const int64_t wide[] = { 1050, 1337, 888, 580, 1140 };

    for (int lang = LANG_EN; lang <= LANG_SD; lang++)
        for (int size = PAPER_A4; size <= PAPER_CARD; size++) {
            struct arena a = { 0 };
            struct paper p = slip(&a, (enum lang)lang, (enum paper_size)size,
                                  PAPER_PNG);
            struct paper_told t = { 0 };

            paper_title(&p, say((enum lang)lang, "paper.karwai"));
            for (int i = 0; i < 40; i++)
                paper_pair(&p, say((enum lang)lang, "paper.month"),
                           say((enum lang)lang, word_table[i].key));
            CHECK(paper_make(paper_bytes(&p), &a, &t));
            CHECK_INT(t.made, PAPER_MADE);
            CHECK_INT(t.pages, 1);
            CHECK_INT(t.unknown, 0);
            CHECK(str_starts(t.file, S("\211PNG\r\n\032\n")));
            CHECK(t.file.n <= PAPER_PICTURE_BYTES);
            CHECK(four(t.file, 16) <= wide[size]);
            CHECK(four(t.file, 16) >= wide[size] * 4 / 10);
            CHECK(t.file.n > 26 && t.file.p[24] == 8 && t.file.p[25] == 0);
            arena_free(&a);
        }
}

/* As high as its text, not as its sheet. */
TEST(a_picture_ends_where_its_text_ends)
{
    int64_t high[3] = { 0 };
    struct arena a = { 0 };

    for (int n = 0; n < 3; n++) {
        struct paper p = slip(&a, LANG_UR, PAPER_A5, PAPER_PNG);
        struct paper_told t = { 0 };

        for (int i = 0; i < 4 + 8 * n; i++)
            paper_text(&p, say(LANG_UR, "paper.month"));
        CHECK(paper_make(paper_bytes(&p), &a, &t));
        high[n] = four(t.file, 20);
    }
    CHECK(high[0] > 0 && high[0] < 400);
    CHECK(high[1] > high[0] + 8 * 20);
    CHECK(high[2] - high[1] >= high[1] - high[0] - 1 &&
          high[2] - high[1] <= high[1] - high[0] + 1);
    arena_free(&a);
}

/* A head without a row asks for room for one: there is none below it. */
TEST(a_picture_may_end_with_an_empty_table)
{
    const struct paper_column c[] = { { S("Day"), S(""), 1, ALIGN_START },
                                      { S("In"), S(""), 1, ALIGN_END } };
    static const enum paper_form form[] = { PAPER_PDF, PAPER_PNG };

    for (size_t i = 0; i < LEN(form); i++) {
        struct arena a = { 0 };
        struct paper p = slip(&a, LANG_UR, PAPER_A5, form[i]);
        struct paper_told t = { 0 };

        paper_table(&p, c, (int)LEN(c), 0, 80);
        paper_table_end(&p);
        CHECK(paper_make(paper_bytes(&p), &a, &t));
        CHECK_INT(t.made, PAPER_MADE);
        CHECK_INT(t.pages, 1);
        arena_free(&a);
    }
}

/* 85.6 mm are 242.65 points. */
TEST(a_card_is_of_the_size_of_a_purse_s)
{
    for (int lang = LANG_EN; lang <= LANG_SD; lang++) {
        struct arena a = { 0 };
        struct paper p = slip(&a, (enum lang)lang, PAPER_CARD, PAPER_PDF);
        struct paper_told t = { 0 };

        paper_qr(&p, S("http://127.0.0.1:8080/passbook/1"), S("CO-0012"));
        paper_title(&p, say((enum lang)lang, "paper.karwai"));
        for (int i = 0; i < 2; i++)
            paper_pair(&p, say((enum lang)lang, "paper.month"), S("x"));
        paper_bold(&p, say((enum lang)lang, "paper.members"));
        paper_small(&p, say((enum lang)lang, "paper.members"));
        CHECK(paper_make(paper_bytes(&p), &a, &t));
        CHECK_INT(t.made, PAPER_MADE);
        CHECK_INT(t.pages, 1);
        CHECK(holds(t.file, "/MediaBox [ 0 0 242.645669 153.070866 ]"));
        arena_free(&a);
    }
}

TEST(the_same_document_is_the_same_picture)
{
    struct arena a = { 0 };
    struct paper p = slip(&a, LANG_SD, PAPER_ROLL58, PAPER_PNG);
    struct paper_told one = { 0 }, two = { 0 };

    paper_qr(&p, S("CO-0012"), S("CO-0012"));
    paper_text(&p, say(LANG_SD, "paper.letter_begin"));
    CHECK(paper_make(paper_bytes(&p), &a, &one));
    CHECK(paper_make(paper_bytes(&p), &a, &two));
    CHECK(one.file.n > 100 && str_same(one.file, two.file));
    arena_free(&a);
}

/* 58 mm are 164.41 points; a break is a gap, not a new page. */
TEST(a_roll_is_one_page_as_long_as_its_text)
{
    for (int lang = LANG_EN; lang <= LANG_SD; lang++) {
        struct arena a = { 0 };
        struct paper p = slip(&a, (enum lang)lang, PAPER_ROLL58, PAPER_PDF);
        struct paper_told t = { 0 };

        for (int i = 0; i < 30; i++) {
            paper_pair(&p, say((enum lang)lang, "paper.month"), S("x"));
            if (i == 15)
                paper_break(&p);
        }
        paper_qr(&p, S("CO-0012"), S("CO-0012"));
        CHECK(paper_make(paper_bytes(&p), &a, &t));
        CHECK_INT(t.made, PAPER_MADE);
        CHECK_INT(t.pages, 1);
        CHECK(holds(t.file, "/MediaBox [ 0 0 164.409449 "));
        arena_free(&a);
    }
}

/* Neither a roll nor a picture has a second page. */
TEST(what_does_not_fit_on_a_roll_is_refused)
{
    static const struct {
        enum paper_size size;
        enum paper_form form;
    } of[] = { { PAPER_ROLL58, PAPER_PDF },
               { PAPER_ROLL58, PAPER_PNG },
               { PAPER_A4, PAPER_PNG } };

    for (size_t i = 0; i < LEN(of); i++) {
        struct arena a = { 0 };
        struct paper p = slip(&a, LANG_EN, of[i].size, of[i].form);
        struct paper_told t = { 0 };

        for (int n = 0; n < 300; n++)
            paper_text(&p, S("x"));
        CHECK(paper_make(paper_bytes(&p), &a, &t));
        CHECK_INT(t.made, PAPER_TOO_BIG);
        CHECK_INT(t.file.n, 0);
        arena_free(&a);
    }
}

/* ---- the helper ---------------------------------------------------------*/

struct helper {
    struct server s;
    char dir[64], path[80];
    int fd;
    struct frame_reader r;
};

static void helper_start(struct helper *h)
{
    int fd, ends[2];

    memset(h, 0, sizeof *h);
    h->r.replies = true;
    dir_start(h->dir);
    snprintf(h->path, sizeof h->path, "%s/p.sock", h->dir);
    fd = frame_listen(h->path);
    MUST(fd >= 0 && pipe(ends) == 0);
    h->s.pid = fork();
    if (h->s.pid == 0) {
        close(ends[1]);
        jail_quiet();
        paper_serve(fd, ends[0]);
        _exit(0);
    }
    close(fd);
    close(ends[0]);
    h->s.stop = ends[1];
    h->fd = frame_dial(h->path, 1000);
}

static void helper_end(struct helper *h)
{
    close(h->fd);
    frame_reader_free(&h->r);
    CHECK_INT(server_end(&h->s), 0);
    dir_end(h->dir);
}

static bool asked(struct helper *h, uint64_t ticket, struct str document,
                  struct paper_told *out)
{
    struct frame f;

    frame_send(h->fd, ticket, 16 | FRAME_BULK, document);
    return CHECK(frame_wait(&h->r, h->fd, 20000, &f)) &&
           CHECK_INT(f.ticket, ticket) &&
           CHECK(paper_reply_read(f.payload, out));
}

/* Good ones, bad ones and good ones again, on one socket. */
TEST(the_helper_draws_and_refuses_in_turn)
{
    struct arena a = { 0 };
    struct paper p = begun(&a, LANG_UR);
    struct helper h;
    struct paper_told t;
    struct str good;
    struct buf bad = buf_start(&a);

    paper_text(&p, say(LANG_UR, "paper.letter_begin"));
    good = paper_bytes(&p);
    buf_add(&bad, good);
    buf_z(&bad, "C\377\377\377");
    helper_start(&h);
    CHECK(asked(&h, 1, good, &t) && t.made == PAPER_MADE);
    CHECK(asked(&h, 2, S(""), &t) && t.made == PAPER_BAD);
    CHECK(asked(&h, 3, S("rubbish"), &t) && t.made == PAPER_BAD);
    CHECK(asked(&h, 4, buf_str(&bad), &t) && t.made == PAPER_BAD);
    CHECK(asked(&h, 5, good, &t) && t.made == PAPER_MADE && t.unknown == 0);
    helper_end(&h);
    arena_free(&a);
}

/* Each byte of a document turned, one after the other: drawn or refused, and
 * the process that does it is still the same. */
TEST(no_turned_byte_ends_the_helper)
{
    struct arena a = { 0 };
    struct paper p = begun(&a, LANG_SD);
    const struct paper_column c[] = { { S("a"), S("o"), 1, 0 },
                                      { S("b"), S("o"), 2, 0 } };
    const struct paper_cell cell[] = { { CELL_SYMBOL, S("sun") },
                                       { CELL_BOX, S("") } };
    const struct str who[] = { S("x"), S("y") };
    struct str good;
    struct helper h;
    uint64_t n = 0;

    paper_qr(&p, S("c"), S("s"));
    paper_pair(&p, S("l"), S("v"));
    paper_together(&p);
    paper_table(&p, c, 2, 5, 0);
    paper_cells(&p, cell);
    paper_table_end(&p);
    paper_apart(&p);
    paper_sign(&p, who, 2);
    paper_lines(&p, 2);
    good = paper_bytes(&p);
    helper_start(&h);
    for (size_t i = sizeof PAPER_MARK - 1; i < good.n; i++)
        for (int v = 1; v < 256; v *= 3) {
            char *other = arena_take(&a, good.n);
            struct paper_told t;

            memcpy(other, good.p, good.n);
            other[i] = (char)(other[i] ^ v);
            if (!asked(&h, ++n, (struct str){ other, good.n }, &t)) {
                printf("# byte %zu turned by %d\n", i, v);
                i = good.n - 1;
                break;
            }
        }
    helper_end(&h);
    arena_free(&a);
}

/* It stops when it is told, whether or not anybody came. */
TEST(a_helper_that_nobody_asked_stops_too)
{
    struct helper h;

    memset(&h, 0, sizeof h);
    helper_start(&h);
    helper_end(&h);
}
