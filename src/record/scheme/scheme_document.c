/* scheme_document - a paper that the gates of schemes may ask for. */
#include "core/core.h"

struct scheme_document {
    struct str code, title, title_ur, title_sd;
};
static const struct field scheme_document_field[] = {
    TEXT(scheme_document, code, 60, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    TEXT(scheme_document, title, 160, FIELD_NEED),
    TEXT(scheme_document, title_ur, 250, 0),
    TEXT(scheme_document, title_sd, 250, 0),
};

struct scheme_document_view; /* its rule needs no view */
static void scheme_document_rule(const struct scheme_document *x,
                                 const struct scheme_document_view *v,
                                 struct findings *f)
{
    (void)v;
    for (size_t i = 0; i < x->code.n; i++)
        if (!((x->code.p[i] >= 'a' && x->code.p[i] <= 'z') ||
              (x->code.p[i] >= '0' && x->code.p[i] <= '9') ||
              x->code.p[i] == '_')) {
            tell(f, STOP, "scheme_document.code", "code");
            return;
        }
}

/* A paper of a scheme: by which code a gate asks for it, and what it is called. */
RECORD(scheme_document, .code = "code", .title = "title", .right = RIGHT_ISSUE,
       .group = "scheme");
