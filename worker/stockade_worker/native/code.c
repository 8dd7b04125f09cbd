/*
 * Puts compiled code right before it runs: native hooks in the place of the numbers that stood for
 * them, the guest's own text as the source of each function, and positions in that text.
 *
 * After this nothing of the instrumentation can be seen from inside: no identifier names a hook, the
 * engine's own toString gives the original, and stacks show original columns.
 */
#define _GNU_SOURCE /* memmem */
#include "tracer.h"

#include <stdlib.h>
#include <string.h>

/* An opener begins with "0x" and the magic; behind a letter, with a comment before them. */
enum {
    OPENER_CHARACTERS = 2 + 7,
    GAP_CHARACTERS = 4,
    MAGIC_SHIFT = 24,
    ORDINAL_MASK = (1 << MAGIC_SHIFT) - 1
};

static uint32_t hex_value(const char *digits, int count)
{
    uint32_t value = 0;
    for (int i = 0; i < count; i++) {
        char c = digits[i];
        value = value * 16 + (uint32_t)(c <= '9' ? c - '0' : c - 'a' + 10);
    }
    return value;
}

/* Takes the inserted pieces out of a function's source, in place. The first of them tells where in
 * the whole text the function begins. */
static void restore_source(struct bytecode *b, const struct code *code, const char *opener)
{
    if (b->source == NULL || b->source_bytes <= OPENER_CHARACTERS)
        return;
    const char *first = memmem(b->source, (size_t)b->source_bytes, opener, OPENER_CHARACTERS);
    if (first == NULL || first + OPENER_CHARACTERS + 6 > b->source + b->source_bytes)
        return;
    uint32_t ordinal = hex_value(first + OPENER_CHARACTERS, 6);
    if (ordinal >= code->opener_count)
        return;
    uint32_t piece = code->openers[ordinal];
    if (code->instrumented[code->offsets[piece]] == '/')
        first -= GAP_CHARACTERS;
    size_t start = code->offsets[piece] - (size_t)(first - b->source),
           end = start + (size_t)b->source_bytes;
    while (piece > 0 && code->offsets[piece - 1] >= start)
        piece--; /* a brace or a semicolon of ours may stand before it */
    size_t from = code->offsets[piece];
    char *to = b->source + (from - start);
    for (; piece < code->pieces && code->offsets[piece] < end; piece++) {
        size_t plain = code->offsets[piece] - from;
        memmove(to, b->source + (from - start), plain);
        to += plain;
        from = code->offsets[piece] + code->lengths[piece];
    }
    if (from < end) {
        memmove(to, b->source + (from - start), end - from);
        to += end - from;
    }
    *to = '\0';
    b->source_bytes = (int32_t)(to - b->source);
}

/* Puts hooks in the place of this code's numbers; returns how many, and whether one is for an entry. */
static uint32_t set_hooks(struct tracer *t, struct bytecode *b, const struct code *code,
                          bool *is_entered)
{
    uint32_t count = 0;
    for (int32_t i = 0; i < b->constant_count; i++) {
        JSValue constant = b->constants[i];
        if (constant.tag != TAG_FLOAT64 ||
            !(constant.u.float64 > 2147483647.0 && constant.u.float64 < 9e15))
            continue;
        uint64_t number = (uint64_t)constant.u.float64;
        if ((double)number != constant.u.float64 || number >> MAGIC_SHIFT != code->magic)
            continue;
        uint32_t ordinal = number & ORDINAL_MASK;
        count++;
        if (ordinal >= code->opener_count)
            continue;
        b->constants[i] = JS_DupValue(t->context, t->hooks[code->hooks[ordinal]]);
        *is_entered |= code->hooks[ordinal] == HOOK_ENTER;
    }
    return count;
}

/* Tells by its text whether compiled code is a function that the guest has written: not a program, which
 * has none here, nor a static block, nor a constructor that the engine has made for a class. */
static bool is_written(const struct bytecode *b)
{
    static const char class[] = "class";
    enum { LETTERS = sizeof(class) - 1 };
    if (b->source == NULL || b->source_bytes < 2 || b->source[0] == '{')
        return false;
    if (b->source_bytes <= LETTERS || memcmp(b->source, class, LETTERS) != 0)
        return true;
    char next = b->source[LETTERS];
    return next == '(' || next == '$' || next == '_' || next == '\\' ||
           (next >= '0' && next <= '9') || (next >= 'a' && next <= 'z') ||
           (next >= 'A' && next <= 'Z') || (next & 0x80) != 0;
}

/*
 * Puts right what has been compiled since `before` was the end of the engine's list of objects.
 * False if the numbers do not come out even, for then the guest has guessed one, or if a function is without
 * its entry, for then the parser has taken it for something else: the code must not run like that.
 */
bool put_right(struct tracer *t, const struct code *code, uint32_t compilation, int first_line,
               const struct list *before)
{
    struct places places = { 0 };
    char opener[OPENER_CHARACTERS + 1];
    uint32_t count = 0;
    bool is_instrumented = code->opener_count > 0, has_missed = false;
    if (is_instrumented && !find_places(&places, code, first_line))
        return false;
    static const char digits[] = "0123456789abcdef";
    memcpy(opener, "0x", 2);
    for (int i = 0; i < 7; i++)
        opener[2 + i] = digits[code->magic >> (24 - 4 * i) & 15];
    opener[OPENER_CHARACTERS] = '\0';
    for (struct list *at = t->gc_objects->previous; at != before && at != t->gc_objects;
         at = at->previous) {
        struct bytecode *b = (struct bytecode *)at;
        if (block_of(b)->gc_type != GC_TYPE_BYTECODE ||
            !set_owner(t, b, code->generation, compilation) || code->instrumented == NULL)
            continue;
        bool is_entered = false;
        count += set_hooks(t, b, code, &is_entered);
        has_missed |= !is_entered && is_written(b);
        if (!is_instrumented)
            continue;
        restore_source(b, code, opener);
        restore_positions(t, b, &places);
    }
    give(places.lines);
    return count == code->opener_count && !has_missed;
}
