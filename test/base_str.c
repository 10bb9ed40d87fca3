/* base_str - slices, arenas and text being built. */
#include "../src/base/base.h"
#include "tap.h"

#include <signal.h>
#include <stdalign.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

TEST(must_says_where_and_stops)
{
    int pipe_end[2], status = 0;
    char said[200] = "";
    pid_t child;

    if (!CHECK_INT(pipe(pipe_end), 0))
        return;
    child = fork();
    if (child == 0) {
        dup2(pipe_end[1], STDERR_FILENO);
        must_failed("chain.c", 1207, "seq > 0");
    }
    close(pipe_end[1]);
    CHECK(read(pipe_end[0], said, 7) == 7);
    for (size_t n = 7; n < sizeof said - 1; n++)
        if (read(pipe_end[0], said + n, 1) != 1)
            break;
    close(pipe_end[0]);
    CHECK_STR(str_of(said), S("chain.c:1207: MUST(seq > 0) is false\n"));
    CHECK(waitpid(child, &status, 0) == child);
    CHECK(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
}

TEST(str_order_is_bytewise_and_shorter_is_less)
{
    CHECK(str_order(S("a"), S("b")) < 0);
    CHECK(str_order(S("b"), S("a")) > 0);
    CHECK(str_order(S("ab"), S("abc")) < 0);
    CHECK(str_order(S("\xd9"), S("z")) > 0);
    CHECK_INT(str_order(S("abc"), S("abc")), 0);
    CHECK_INT(str_order(S(""), (struct str){ NULL, 0 }), 0);
}

TEST(str_of_nothing_is_empty)
{
    CHECK_STR(str_of(NULL), S(""));
    CHECK_STR(str_of("CO"), S("CO"));
    CHECK(str_same(S(""), (struct str){ NULL, 0 }));
    CHECK(!str_same(S("a"), S("b")));
    CHECK(!str_same(S("a"), S("aa")));
}

TEST(str_starts_and_ends)
{
    CHECK(str_starts(S("meeting"), S("meet")));
    CHECK(str_starts(S("meeting"), S("")));
    CHECK(!str_starts(S("meet"), S("meeting")));
    CHECK(str_ends(S("meeting"), S("ing")));
    CHECK(str_ends(S(""), S("")));
    CHECK(!str_ends(S("meeting"), S("meet")));
}

static const struct {
    struct str in, want;
} trimmed[] = {
    { S("  Khairpur\t\r\n"), S("Khairpur") },
    { S("\xc2\xa0 Rohri \xc2\xa0"), S("Rohri") },
    { S("New\xc2\xa0Sukkur"), S("New\xc2\xa0Sukkur") },
    { S(" \v\f "), S("") },
    { S(""), S("") },
    { S("\xa0"), S("\xa0") }, /* half a character is no blank */
};

TEST(str_trim_takes_blanks_off_both_ends)
{
    for (size_t i = 0; i < LEN(trimmed); i++)
        CHECK_STR(str_trim(trimmed[i].in), trimmed[i].want);
}

TEST(str_cut_walks_through_a_list)
{
    struct str rest = S("a,,bc");

    CHECK_STR(str_cut(&rest, ','), S("a"));
    CHECK_STR(str_cut(&rest, ','), S(""));
    CHECK_STR(str_cut(&rest, ','), S("bc"));
    CHECK_STR(rest, S(""));
    CHECK_STR(str_cut(&rest, ','), S(""));
}

TEST(str_from_beyond_the_end_is_empty)
{
    CHECK_STR(str_from(S("abc"), 1), S("bc"));
    CHECK_STR(str_from(S("abc"), 3), S(""));
    CHECK_STR(str_from(S("abc"), SIZE_MAX), S(""));
    CHECK_STR(str_from((struct str){ NULL, 0 }, 0), S(""));
}

static bool all_zero(const char *p, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (p[i])
            return false;
    return true;
}

TEST(arena_memory_is_zeroed_and_aligned_also_the_second_time)
{
    struct arena a = { .chunk_bytes = 256 };

    for (size_t n = 0; n < 2000; n++) {
        struct arena_mark m = arena_mark(&a);
        char *p = arena_take(&a, n);

        if (!CHECK_INT((uintptr_t)p % alignof(max_align_t), 0) ||
            !CHECK(all_zero(p, n)))
            break;
        memset(p, 0xff, n);
        if (n % 3)
            arena_back(&a, m);
    }
    arena_free(&a);
    CHECK(a.chunk == NULL);
}

TEST(arena_back_keeps_what_was_before_the_mark)
{
    struct arena a = { .chunk_bytes = 64 };
    const char *kept = arena_z(&a, S("Shikarpur"));
    struct arena_mark m = arena_mark(&a);

    for (int i = 0; i < 100; i++)
        arena_take(&a, 100);
    arena_back(&a, m);
    CHECK_STR(str_of(kept), S("Shikarpur"));
    CHECK(a.chunk == m.chunk);
    arena_back(&a, (struct arena_mark){ NULL, 0 });
    CHECK(a.chunk == NULL);
}

TEST(arena_chunks_do_not_grow_in_a_loop_that_gives_back)
{
    struct arena a = { .chunk_bytes = 128 };
    size_t bytes;

    arena_take(&a, 100);
    bytes = a.chunk_bytes;
    for (int i = 0; i < 50; i++) {
        struct arena_mark m = arena_mark(&a);

        arena_take(&a, 100);
        arena_back(&a, m);
    }
    CHECK_INT(a.chunk_bytes, bytes);
    arena_free(&a);
    CHECK_INT(a.chunk_bytes, 128);
}

TEST(arena_copies_are_copies)
{
    struct arena a = { 0 };
    char text[] = "Larkana";
    struct str copy = arena_str(&a, str_of(text));
    int64_t *many = arena_many(&a, int64_t, 5);

    text[0] = 'X';
    CHECK_STR(copy, S("Larkana"));
    CHECK_STR(arena_str(&a, (struct str){ NULL, 0 }), S(""));
    CHECK_INT(many[4], 0);
    arena_free(&a);
}

struct seven { /* bytes, so that no size is a round one */
    char at[7];
};

static struct seven sevens(size_t i)
{
    struct seven s = { "seven" };

    s.at[6] = (char)(i % 126 + 1);
    return s;
}

static bool are_sevens(const struct seven *at, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (memcmp(at[i].at, sevens(i).at, sizeof at[i].at) != 0)
            return false;
    return true;
}

TEST(arena_room_moves_all_when_full_and_zeroes_the_rest)
{
    struct arena a = { .chunk_bytes = 256 };
    struct seven *at = NULL, *first = NULL;
    size_t n = 0, room = 0, few = 0, moved = 0;

    while (n < 5000) {
        const struct seven *was = at;
        size_t had = room;

        arena_take(&a, 3); /* others take of the same arena */
        arena_room(&a, at, n, room);
        if (n < had) {
            if (!CHECK(at == was) || !CHECK_INT(room, had))
                break;
        } else {
            moved++;
            if (!CHECK(at != was) || !CHECK(n < room) ||
                !CHECK_INT(room, n ? 2 * had : room) ||
                !CHECK(all_zero(at[n].at, (room - n) * sizeof *at)) ||
                !CHECK(are_sevens(at, n)))
                break;
        }
        if (!n) {
            first = at;
            few = room;
        }
        at[n] = sevens(n);
        n++;
    }
    CHECK_INT(n, 5000);
    CHECK(are_sevens(at, n));
    CHECK(moved > 2 && moved < 15);
    CHECK(first != at && are_sevens(first, few)); /* as it was */
    arena_free(&a);
}

TEST(arena_room_begins_with_as_many_as_it_is_told)
{
    struct arena a = { 0 };
    struct seven *one = NULL, *many = NULL, *again;
    size_t room = 1, wide = 1000;

    arena_room(&a, one, 0, room);
    CHECK(one != NULL);
    CHECK_INT(room, 1);
    again = one;
    arena_room(&a, one, 0, room); /* nothing was put there */
    CHECK(one == again);
    one[0] = sevens(0);
    arena_room(&a, one, 1, room);
    CHECK(one != again && are_sevens(one, 1));
    CHECK_INT(room, 2);

    arena_room(&a, many, 0, wide);
    CHECK_INT(wide, 1000);
    again = many;
    arena_room(&a, many, 999, wide);
    CHECK(many == again);
    arena_room(&a, many, 1000, wide);
    CHECK(many != again);
    CHECK_INT(wide, 2000);
    arena_free(&a);
}

TEST(heap_room_keeps_all_and_is_freed_by_who_asked)
{
    struct seven *at = NULL;
    size_t n = 0, room = 0;

    while (n < 5000) {
        size_t had = room;

        heap_room(at, n, room);
        if (!CHECK(n < room) || !CHECK(n < had ? room == had : room > had))
            break;
        at[n] = sevens(n);
        n++;
    }
    CHECK_INT(n, 5000);
    CHECK(are_sevens(at, n));
    free(at);
}

TEST(buf_grows_byte_by_byte)
{
    struct arena a = { 0 };
    struct buf b = buf_start(&a);
    bool same = true;

    CHECK_STR(buf_str(&b), S(""));
    for (int i = 0; i < 100000; i++)
        buf_char(&b, (char)('a' + i % 26));
    CHECK_INT(b.n, 100000);
    for (size_t i = 0; i < b.n; i++)
        same &= b.p[i] == (char)('a' + i % 26);
    CHECK(same);
    arena_free(&a);
}

static const struct {
    int64_t v;
    const char *want;
} whole[] = {
    { 0, "0" },
    { 7, "7" },
    { -7, "-7" },
    { 1000000, "1000000" },
    { INT64_MAX, "9223372036854775807" },
    { INT64_MIN, "-9223372036854775808" },
};

TEST(buf_int_writes_every_whole_number)
{
    struct arena a = { 0 };

    for (size_t i = 0; i < LEN(whole); i++) {
        struct buf b = buf_start(&a);

        buf_int(&b, whole[i].v);
        CHECK_STR(buf_str(&b), str_of(whole[i].want));
    }
    arena_free(&a);
}

TEST(buf_fmt_knows_a_few_directives)
{
    struct arena a = { 0 };
    struct buf b = buf_start(&a);

    buf_fmt(&b, "%s has %d of %ld, %lld left, %zu bytes, %x%c 100%%", "CO", -3,
            1234567890L, -9000000000LL, (size_t)42, 0xbeefu, '!');
    CHECK_STR(buf_str(&b), S("CO has -3 of 1234567890, -9000000000 left, "
                             "42 bytes, beef! 100%"));
    b = buf_start(&a);
    buf_fmt(&b, "%u %lu %llx %d", 4000000000u, 5ul, 0xffffffffffull, 0);
    CHECK_STR(buf_str(&b), S("4000000000 5 ffffffffff 0"));
    arena_free(&a);
}

static const struct {
    struct str in, want;
} quoted[] = {
    { S(""), S("\"\"") },
    { S("Ali"), S("\"Ali\"") },
    { S("a\"b\\c/d"), S("\"a\\\"b\\\\c/d\"") },
    { S("\b\f\n\r\t"), S("\"\\b\\f\\n\\r\\t\"") },
    { S("\x01\x0b\x1f\x7f"), S("\"\\u0001\\u000b\\u001f\x7f\"") },
    { S("سکر"), S("\"سکر\"") },
};

TEST(buf_json_escapes_the_shortest_way)
{
    struct arena a = { 0 };

    for (size_t i = 0; i < LEN(quoted); i++) {
        struct buf b = buf_start(&a);

        buf_json(&b, quoted[i].in);
        CHECK_STR(buf_str(&b), quoted[i].want);
        CHECK(json_canonical(buf_str(&b), &a));
    }
    arena_free(&a);
}

static const struct {
    struct str bytes, letters;
} sixty_four[] = {
    { S(""), S("") },
    { S("f"), S("Zg==") },
    { S("fo"), S("Zm8=") },
    { S("foo"), S("Zm9v") },
    { S("\xff\xef\xbe"), S("/+++") },
};

TEST(base64_goes_there_and_back)
{
    static const struct str bad[] = { S("Zg="), S("Z==="), S("=Zg="),
                                      S("Zg==Zg=="), S("Zm9*") };
    struct arena a = { 0 };
    struct str back;

    for (size_t i = 0; i < LEN(sixty_four); i++) {
        CHECK_STR(base64(&a, sixty_four[i].bytes), sixty_four[i].letters);
        CHECK(base64_read(sixty_four[i].letters, &a, &back));
        CHECK_STR(back, sixty_four[i].bytes);
    }
    for (size_t i = 0; i < LEN(bad); i++)
        if (!CHECK(!base64_read(bad[i], &a, &back)))
            tap_quote("taken", bad[i]);
    arena_free(&a);
}

/* ---- each ---------------------------------------------------------------*/

TEST(each_is_numbered_once_in_the_order_in_which_it_came)
{
    struct arena a = { 0 };
    struct each e = { .arena = &a };
    struct id id = { 0 };
    int lost = 0;

    CHECK(each_find(&e, S("co")) == SIZE_MAX);
    CHECK_INT((int)each_put(&e, S("co")), 0);
    CHECK_INT((int)each_put(&e, S("")), 1);
    CHECK_INT((int)each_put(&e, S("co")), 0);
    CHECK_INT((int)each_put(&e, (struct str){ "co", 3 }), 2);
    CHECK(each_find(&e, S("c")) == SIZE_MAX);
    /* Ids that differ in one byte, wherever it lies; beyond several growths. */
    for (int i = 0; i < 5000; i++) {
        memset(id.b, 0, sizeof id.b);
        id.b[i % 16] = (unsigned char)(i / 16 % 251 + 1);
        id.b[(i + 5) % 16] = (unsigned char)(i / 16 / 251);
        id.b[(i + 9) % 16] ^= 7;
        each_put(&e, (struct str){ (const char *)id.b, sizeof id.b });
    }
    for (size_t i = 0; i < e.n; i++)
        lost += each_find(&e, e.at[i]) != i;
    CHECK_INT(lost, 0);
    CHECK_INT((int)e.n, 5003);
    CHECK_STR(e.at[0], S("co"));
    arena_free(&a);
}
