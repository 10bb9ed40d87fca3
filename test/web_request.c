/* web_request - what is a target, a form, a header; and what is not. */
#include "../src/web/request.h"
#include "tap.h"

#include <stdlib.h>

static const struct {
    const char *raw, *path, *args; /* path NULL: refused */
} target[] = {
    { "/", "/", "" },
    { "/place/KHP", "/place/KHP", "" },
    { "/place/", "/place/", "" },
    { "/a%20b", "/a b", "" },
    { "/%D8%B3%D8%A7%D8%AA%DA%BE", "/ساتھ", "" },
    { "/a+b", "/a+b", "" },
    { "/x?a=1&b=2", "/x", "a=1;b=2;" },
    { "/x?a=1+2&b=%26%3d", "/x", "a=1 2;b=&=;" },
    { "/x?a", "/x", "a=;" },
    { "/x?&&a=1&", "/x", "a=1;" },
    { "/x?a=1=2", "/x", "a=1=2;" },
    { "/x?", "/x", "" },
    { "/.well-known/x", "/.well-known/x", "" },
    { "/a..b", "/a..b", "" },
    { "", NULL, NULL },
    { "x", NULL, NULL },
    { "*", NULL, NULL },
    { "http://a/b", NULL, NULL },
    { "//a", NULL, NULL },
    { "/a//b", NULL, NULL },
    { "/..", NULL, NULL },
    { "/../x", NULL, NULL },
    { "/a/../b", NULL, NULL },
    { "/a/./b", NULL, NULL },
    { "/%2e%2e/x", NULL, NULL },
    { "/a%2f..%2fb", NULL, NULL },
    { "/a%2Fb", NULL, NULL },
    { "/a\\b", NULL, NULL },
    { "/a%5cb", NULL, NULL },
    { "/a%00b", NULL, NULL },
    { "/a%0d%0ab", NULL, NULL },
    { "/a%7f", NULL, NULL },
    { "/a%", NULL, NULL },
    { "/a%2", NULL, NULL },
    { "/a%zz", NULL, NULL },
    { "/a b", NULL, NULL },
    { "/a\tb", NULL, NULL },
    { "/a\x01", NULL, NULL },
    { "/a\xd8\xb3", NULL, NULL }, /* must come encoded */
    { "/%ff", NULL, NULL },
    { "/%c0%af", NULL, NULL }, /* an overlong slash */
    { "/a#b", NULL, NULL },
    { "/x?a=%00", NULL, NULL },
    { "/x?a=%0d%0aSet-Cookie:x", NULL, NULL },
    { "/x?a=%", NULL, NULL },
    { "/x?%ff=1", NULL, NULL },
};

static const struct {
    const char *said;
    bool takes;
} gzip[] = {
    { "gzip", true },
    { "br, gzip", true },
    { "gzip, deflate, br, zstd", true },
    { "deflate , gzip ;q=0.5", true },
    { "gzip;q=1.0", true },
    { "", false },
    { "br", false },
    { "gzip;q=0", false },
    { "gzip; q=0.000, br", false },
    { "x-gzip", false },
    { "gzipped", false },
};

TEST(who_unpacks_gzip_says_so)
{
    for (size_t i = 0; i < LEN(gzip); i++) {
        const struct http_pair said = { S("Accept-Encoding"),
                                        str_of(gzip[i].said) };
        const struct http_request q = { .header = &said, .headers = 1 };

        if (!CHECK_INT(request_takes(&q, "gzip"), gzip[i].takes))
            printf("# %s\n", gzip[i].said);
    }
}

TEST(a_target_is_read_or_refused)
{
    for (size_t i = 0; i < LEN(target); i++) {
        struct arena a = { 0 };
        struct http_request q = { .arena = &a };
        bool good = request_target(&q, str_of(target[i].raw));
        struct buf b = buf_start(&a);

        if (!CHECK_INT(good, target[i].path != NULL))
            printf("# in row %zu: %s\n", i, target[i].raw);
        for (int n = 0; good && n < q.args; n++) {
            buf_add(&b, q.arg[n].name);
            buf_char(&b, '=');
            buf_add(&b, q.arg[n].value);
            buf_char(&b, ';');
        }
        if (good) {
            CHECK_STR(q.path, str_of(target[i].path));
            CHECK_STR(buf_str(&b), str_of(target[i].args));
        }
        arena_free(&a);
    }
}

TEST(more_arguments_than_the_limit_are_refused)
{
    struct arena a = { 0 };
    struct http_request q = { .arena = &a };
    struct buf b = buf_start(&a);

    buf_z(&b, "/x?a");
    for (int i = 1; i < REQUEST_ARGS; i++)
        buf_z(&b, "&a");
    CHECK(request_target(&q, buf_str(&b)));
    CHECK_INT(q.args, REQUEST_ARGS);
    buf_z(&b, "&a");
    CHECK(!request_target(&q, buf_str(&b)));
    arena_free(&a);
}

static const struct http_pair header[] = {
    { { "Content-Type", 12 }, { "text/plain", 10 } },
    { { "COOKIE", 6 }, { "a=1; session=xyz; b=2=3", 23 } },
};

TEST(headers_and_cookies_are_found)
{
    struct http_request q = { .header = header, .headers = 2 };

    CHECK_STR(request_header(&q, "content-type"), S("text/plain"));
    CHECK_STR(request_header(&q, "Content-Typ"), S(""));
    CHECK_STR(request_header(&q, "Content-Type2"), S(""));
    CHECK_STR(request_cookie(&q, "a"), S("1"));
    CHECK_STR(request_cookie(&q, "session"), S("xyz"));
    CHECK_STR(request_cookie(&q, "b"), S("2=3"));
    CHECK_STR(request_cookie(&q, "sess"), S(""));
    CHECK(request_header_good(S("X-A"), S("b\tc")));
    CHECK(!request_header_good(S("X-A"), S("b\r\nSet-Cookie: c")));
    CHECK(!request_header_good(S("X-A"), S("b\nc")));
    CHECK(!request_header_good(S("X-A"), ((struct str){ "b\0c", 3 })));
    CHECK(!request_header_good(S("X A"), S("b")));
    CHECK(!request_header_good(S("X:"), S("b")));
    CHECK(!request_header_good(S(""), S("b")));
}

static const struct {
    const char *type, *body, *want; /* want NULL: refused */
} form[] = {
    { "application/x-www-form-urlencoded", "a=1&b=x+y%0A", "a=1;b=x y\n;" },
    { "Application/X-WWW-Form-Urlencoded; charset=utf-8", "a=1", "a=1;" },
    { "application/x-www-form-urlencoded", "", "" },
    { "application/x-www-form-urlencoded", "a=%00", NULL },
    { "application/x-www-form-urlencoded", "a=%ff", NULL },
    { "application/x-www-form-urlencoded", "a=%4", NULL },
    { "application/json", "{\"a\":1}", "" },
    { "", "anything", "" },
    { "multipart/form-data; boundary=B",
      "--B\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--B--\r\n",
      "a=1;" },
    { "multipart/form-data; boundary=\"B-1\"",
      "--B-1\r\ncontent-disposition: form-data; name=a\r\n\r\n\r\n"
      "--B-1\r\nContent-Disposition: form-data; name=\"f\"; "
      "filename=\"a;b.csv\"\r\nContent-Type: text/csv\r\n\r\n"
      "x\r\n--B\r\n\r\n--B-1--",
      "a=;f=x\r\n--B\r\n(a;b.csv,text/csv);" },
    { "multipart/form-data; boundary=B", "--B--\r\n", "" },
    { "multipart/form-data", "--B--\r\n", NULL },
    { "multipart/form-data; boundary=B", "", NULL },
    { "multipart/form-data; boundary=B", "--B", NULL },
    { "multipart/form-data; boundary=B", "--B\r\n", NULL },
    { "multipart/form-data; boundary=B", "x--B--\r\n", NULL },
    { "multipart/form-data; boundary=B",
      "--B\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1", NULL },
    { "multipart/form-data; boundary=B",
      "--B\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--B",
      NULL },
    { "multipart/form-data; boundary=B",
      "--B\r\nContent-Disposition: form-data\r\n\r\n1\r\n--B--\r\n", NULL },
    { "multipart/form-data; boundary=B",
      "--B\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n\x01\r\n--B--",
      NULL },
    { "multipart/form-data; boundary=B",
      "--B\r\nContent-Disposition: form-data; name=\"\xff\"\r\n\r\n\r\n--B--",
      NULL },
};

static struct str form_text(const struct http_request *q)
{
    struct buf b = buf_start(q->arena);

    for (int i = 0; i < q->parts; i++) {
        const struct http_part *p = &q->part[i];

        buf_add(&b, p->name);
        buf_char(&b, '=');
        buf_add(&b, p->bytes);
        if (p->filename.n)
            buf_fmt(&b, "(%s,%s)", arena_z(q->arena, p->filename),
                    arena_z(q->arena, p->type));
        buf_char(&b, ';');
    }
    return buf_str(&b);
}

TEST(a_form_is_taken_apart_or_refused)
{
    for (size_t i = 0; i < LEN(form); i++) {
        struct arena a = { 0 };
        struct http_pair type = { S("content-type"), str_of(form[i].type) };
        struct http_request q = { .arena = &a,
                                  .header = &type,
                                  .headers = 1,
                                  .body = str_of(form[i].body) };
        bool good = request_form(&q);

        if (!CHECK_INT(good, form[i].want != NULL))
            printf("# in row %zu\n", i);
        if (good && !CHECK_STR(form_text(&q), str_of(form[i].want)))
            printf("# in row %zu\n", i);
        arena_free(&a);
    }
}

/* Cut anywhere, a form is refused or shorter; never read beyond its end. */
TEST(a_form_cut_anywhere_stays_inside_itself)
{
    static const char whole[] =
        "--B\r\nContent-Disposition: form-data; name=\"a\"; filename=\"b\"\r\n"
        "Content-Type: text/csv\r\n\r\n1,2\r\n--B\r\n"
        "Content-Disposition: form-data; name=c\r\n\r\n3\r\n--B--\r\n";
    struct http_pair type = { S("content-type"),
                              S("multipart/form-data; boundary=B") };

    for (size_t n = 0; n < sizeof whole - 1; n++) {
        struct arena a = { 0 };
        char *exact = malloc(n ? n : 1);
        struct http_request q = {
            .arena = &a, .header = &type, .headers = 1, .body = { exact, n }
        };

        memcpy(exact, whole, n);
        CHECK_INT(request_form(&q), n >= sizeof whole - 3);
        free(exact);
        arena_free(&a);
    }
}

TEST(parts_grow_beyond_the_first_room)
{
    struct arena a = { 0 };
    struct http_pair type = { S("content-type"),
                              S("multipart/form-data; boundary=B") };
    struct http_request q = { .arena = &a, .header = &type, .headers = 1 };
    struct buf b = buf_start(&a);

    for (int i = 0; i < 200; i++)
        buf_fmt(&b,
                "--B\r\nContent-Disposition: form-data; name=n%d\r\n\r\n"
                "v%d\r\n",
                i, i);
    buf_z(&b, "--B--");
    q.body = buf_str(&b);
    CHECK(request_form(&q));
    CHECK_INT(q.parts, 200);
    CHECK_STR(request_part(&q, "n0")->bytes, S("v0"));
    CHECK_STR(request_part(&q, "n199")->bytes, S("v199"));
    CHECK(!request_part(&q, "n200"));
    arena_free(&a);
}
