/* pango - the libraries that set text, opened when the first document is
 * drawn.
 *
 * Inside src/sys only. They bring some twenty libraries with them, which no
 * other process needs: so they are opened by name, and where they are missing
 * a site runs all the same, without paper. The calls keep their own names:
 * g->cairo_show_page(cr). */
#ifndef SAATH_PANGO_H
#define SAATH_PANGO_H

#include <cairo-pdf.h>
#include <fontconfig/fontconfig.h>
#include <pango/pangocairo.h>
#include <pango/pangofc-fontmap.h>
#include <qrencode.h>

#include "base/base.h"

#define PANGO_CALLS(X)                                                         \
    X(FcConfigCreate)                                                          \
    X(FcConfigAppFontAddFile)                                                  \
    X(FcConfigSetCurrent)                                                      \
    X(QRcode_encodeData)                                                       \
    X(QRcode_free)                                                             \
    X(cairo_arc)                                                               \
    X(cairo_close_path)                                                        \
    X(cairo_create)                                                            \
    X(cairo_curve_to)                                                          \
    X(cairo_destroy)                                                           \
    X(cairo_fill)                                                              \
    X(cairo_font_options_destroy)                                              \
    X(cairo_font_options_create)                                               \
    X(cairo_font_options_set_hint_metrics)                                     \
    X(cairo_font_options_set_hint_style)                                       \
    X(cairo_image_surface_create)                                              \
    X(cairo_image_surface_get_data)                                            \
    X(cairo_image_surface_get_stride)                                          \
    X(cairo_line_to)                                                           \
    X(cairo_move_to)                                                           \
    X(cairo_new_sub_path)                                                      \
    X(cairo_paint)                                                             \
    X(cairo_pdf_surface_create_for_stream)                                     \
    X(cairo_pdf_surface_set_metadata)                                          \
    X(cairo_rectangle)                                                         \
    X(cairo_restore)                                                           \
    X(cairo_rotate)                                                            \
    X(cairo_save)                                                              \
    X(cairo_scale)                                                             \
    X(cairo_set_dash)                                                          \
    X(cairo_set_line_cap)                                                      \
    X(cairo_set_line_join)                                                     \
    X(cairo_set_line_width)                                                    \
    X(cairo_set_source_rgb)                                                    \
    X(cairo_show_page)                                                         \
    X(cairo_status)                                                            \
    X(cairo_stroke)                                                            \
    X(cairo_surface_destroy)                                                   \
    X(cairo_surface_finish)                                                    \
    X(cairo_surface_flush)                                                     \
    X(cairo_surface_mark_dirty)                                                \
    X(cairo_surface_status)                                                    \
    X(cairo_surface_write_to_png_stream)                                       \
    X(cairo_translate)                                                         \
    X(g_object_unref)                                                          \
    X(pango_cairo_context_set_font_options)                                    \
    X(pango_cairo_font_map_new_for_font_type)                                  \
    X(pango_cairo_show_layout)                                                 \
    X(pango_cairo_show_layout_line)                                            \
    X(pango_context_set_base_dir)                                              \
    X(pango_context_set_language)                                              \
    X(pango_context_set_round_glyph_positions)                                 \
    X(pango_fc_font_map_set_config)                                            \
    X(pango_font_description_free)                                             \
    X(pango_font_description_new)                                              \
    X(pango_font_description_set_absolute_size)                                \
    X(pango_font_description_set_family)                                       \
    X(pango_font_description_set_weight)                                       \
    X(pango_font_map_create_context)                                           \
    X(pango_language_from_string)                                              \
    X(pango_layout_get_iter)                                                   \
    X(pango_layout_get_size)                                                   \
    X(pango_layout_get_unknown_glyphs_count)                                   \
    X(pango_layout_iter_free)                                                  \
    X(pango_layout_iter_get_baseline)                                          \
    X(pango_layout_iter_get_line_extents)                                      \
    X(pango_layout_iter_get_line_readonly)                                     \
    X(pango_layout_iter_next_line)                                             \
    X(pango_layout_new)                                                        \
    X(pango_layout_set_alignment)                                              \
    X(pango_layout_set_auto_dir)                                               \
    X(pango_layout_set_ellipsize)                                              \
    X(pango_layout_set_font_description)                                       \
    X(pango_layout_set_height)                                                 \
    X(pango_layout_set_text)                                                   \
    X(pango_layout_set_width)                                                  \
    X(pango_layout_set_wrap)

struct pango {
#define PANGO_DOOR(call) __typeof__(&call) call;
    PANGO_CALLS(PANGO_DOOR)
#undef PANGO_DOOR
    PangoFontMap *fonts; /* ours alone: none of the machine's */
};

/* Opens the libraries and our fonts. NULL, and a note of what is missing. One
 * for a process; it stays as long as that. */
struct pango *pango_open(void);

#endif
