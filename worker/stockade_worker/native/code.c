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
enum { OPENER_CHARACTERS = 2 + 7, GAP_CHARACTERS = 4, MAGIC_SHIFT = 24, ORDINAL_MASK = (1 << MAGIC_SHIFT) - 1 };

/* Which generation a compiled function belongs to, by its address, and which compilation it came from.
 * A later one at the same address has been compiled by us too: it takes the entry over. */
struct owner { const struct bytecode *code; int32_t generation; uint32_t compilation; };

/* Where the inserted pieces are, as the engine counts: a line, a column in bytes, and how much has
 * been inserted in that line before. Marks are where the last white space before a piece ended: the
 * engine says that of a statement which begins right behind it. */
struct places { int32_t *lines, *columns, *shifts, *marks; const struct code *code; };

bool has_bytecode(const struct object *o)
{
    switch (o->class_id) {
    case 13: /* function */
    case 17: /* generator function */
    case 55: /* async function */
    case 59: /* async generator function */
        return true;
    default:
        return false;
    }
}

/* ---- owners */

static uint32_t owner_slot(const struct owner *owners, uint32_t room, const struct bytecode *code)
{
    uint32_t at = (uint32_t)(((uintptr_t)code >> 4) * 0x9e3779b97f4a7c15u >> 40) & (room - 1);
    while (owners[at].code != NULL && owners[at].code != code)
        at = (at + 1) & (room - 1);
    return at;
}

static bool make_owner_room(struct tracer *t)
{
    if (t->owner_count * 2 < t->owner_room)
        return true;
    uint32_t room = t->owner_room ? t->owner_room * 2 : 256;
    struct owner *owners = take(NULL, room * sizeof(*owners));
    if (owners == NULL)
        return false;
    memset(owners, 0, room * sizeof(*owners));
    for (uint32_t i = 0; i < t->owner_room; i++)
        if (t->owners[i].code != NULL)
            owners[owner_slot(owners, room, t->owners[i].code)] = t->owners[i];
    give(t->owners);
    t->owners = owners;
    t->owner_room = room;
    return true;
}

/* Takes a compiled function for a compilation. False if one that began later has it: this may only be
 * code of a module that was compiled meanwhile. */
static bool set_owner(struct tracer *t, const struct bytecode *code, int32_t generation, uint32_t compilation)
{
    if (!make_owner_room(t))
        return true;
    struct owner *owner = &t->owners[owner_slot(t->owners, t->owner_room, code)];
    if (owner->code == NULL)
        t->owner_count++;
    else if (owner->compilation > compilation)
        return false;
    *owner = (struct owner){ .code = code, .generation = generation, .compilation = compilation };
    return true;
}

int32_t owner_of(const struct tracer *t, const struct bytecode *code)
{
    if (t->owner_room == 0)
        return -1;
    const struct owner *owner = &t->owners[owner_slot(t->owners, t->owner_room, code)];
    return owner->code == NULL ? -1 : owner->generation;
}

void forget_owners(struct tracer *t)
{
    if (t->owners != NULL)
        memset(t->owners, 0, t->owner_room * sizeof(*t->owners));
    t->owner_count = 0;
}

/* ---- the engine's line table: pc, line and column, each as a difference to the one before */

static const uint8_t *read_unsigned(const uint8_t *at, const uint8_t *end, uint32_t *value)
{
    uint32_t result = 0;
    for (int shift = 0; at < end && shift < 35; shift += 7) {
        uint8_t byte = *at++;
        result |= (uint32_t)(byte & 0x7f) << shift;
        if (byte < 0x80) {
            *value = result;
            return at;
        }
    }
    return NULL;
}

static const uint8_t *read_signed(const uint8_t *at, const uint8_t *end, int32_t *value)
{
    uint32_t raw = 0;
    at = read_unsigned(at, end, &raw);
    *value = (int32_t)(raw >> 1) ^ -(int32_t)(raw & 1);
    return at;
}

static uint8_t *write_unsigned(uint8_t *at, uint32_t value)
{
    for (; value >= 0x80; value >>= 7)
        *at++ = (uint8_t)(value | 0x80);
    *at++ = (uint8_t)value;
    return at;
}

static uint8_t *write_signed(uint8_t *at, int32_t value)
{
    return write_unsigned(at, ((uint32_t)value << 1) ^ (uint32_t)(value >> 31));
}

struct position { uint32_t pc; int32_t line, column; };

enum { LINE_BASE = -1, LINE_RANGE = 5, SHORT_FIRST = 1, LONGEST_ENTRY = 16 };

/* Reads the next entry and adds it to `position`; NULL at the end, or where the table is broken. */
static const uint8_t *next_position(const uint8_t *at, const uint8_t *end, struct position *position)
{
    if (at >= end)
        return NULL;
    uint32_t op = *at++, pc;
    int32_t line, column;
    if (op == 0) {
        at = read_unsigned(at, end, &pc);
        if (at != NULL)
            at = read_signed(at, end, &line);
    } else {
        pc = (op - SHORT_FIRST) / LINE_RANGE;
        line = (int32_t)((op - SHORT_FIRST) % LINE_RANGE) + LINE_BASE;
    }
    if (at != NULL)
        at = read_signed(at, end, &column);
    if (at == NULL)
        return NULL;
    position->pc += pc;
    position->line += line;
    position->column += column;
    return at;
}

static uint8_t *write_position(uint8_t *at, const struct position *from, const struct position *to)
{
    uint32_t pc = to->pc - from->pc;
    int32_t line = to->line - from->line;
    if (line >= LINE_BASE && line < LINE_BASE + LINE_RANGE && pc <= (255 - SHORT_FIRST) / LINE_RANGE) {
        *at++ = (uint8_t)((uint32_t)(line - LINE_BASE) + pc * LINE_RANGE + SHORT_FIRST);
    } else {
        *at++ = 0;
        at = write_unsigned(at, pc);
        at = write_signed(at, line);
    }
    return write_signed(at, to->column - from->column);
}

/* Finds the position of the instruction before `pc`: that of a call which has not returned. */
void where_in(const struct bytecode *b, const uint8_t *pc, int32_t *line, int32_t *column)
{
    *line = b->line;
    *column = b->column;
    if (b->positions == NULL || pc == NULL || pc <= b->code || pc > b->code + b->code_bytes)
        return;
    uint32_t wanted = (uint32_t)(pc - b->code) - 1;
    struct position position = { .pc = 0, .line = b->line, .column = b->column };
    const uint8_t *at = b->positions, *end = at + b->positions_bytes;
    while ((at = next_position(at, end, &position)) != NULL && position.pc <= wanted) {
        *line = position.line;
        *column = position.column;
    }
}

/* ---- original positions */

/* Where the engine's own reading of a text is: in code (0), in a comment (* or /), or in a text that ends
 * with this quote. A regular expression with a quote in it is not told from a text. */
struct reading { char in; bool is_escaped; const char *opened; };

/* Goes on by one byte, and tells whether the engine counts a line that ends there. It counts U+2028 and
 * U+2029 in code only, and a carriage return alone not in a comment with an end. */
static bool ends_line(struct reading *r, const char *at)
{
    bool is_separator = (uint8_t)at[0] == 0xe2 && (uint8_t)at[1] == 0x80 && ((uint8_t)at[2] & 0xfe) == 0xa8;
    bool is_return = *at == '\r' && at[1] != '\n', is_end = *at == '\n' || is_return;
    char was = r->in;
    if (was == 0) {
        if (*at == '"' || *at == '\'' || *at == '`')
            r->in = *at;
        else if (*at == '/' && (at[1] == '/' || at[1] == '*'))
            r->in = at[1];
        r->opened = at;
    } else if (was == '*') {
        if (*at == '/' && at[-1] == '*' && at - r->opened > 2)
            r->in = 0;
    } else if (was == '/') {
        if (is_end || is_separator)
            r->in = 0;
    } else if (!r->is_escaped && (*at == was || (is_end && was != '`'))) {
        r->in = 0;
    }
    r->is_escaped = was != 0 && was != '*' && was != '/' && *at == '\\' && !r->is_escaped;
    return *at == '\n' || (is_return && was != '*') || (is_separator && was == 0);
}

static bool find_places(struct places *places, const struct code *code, int first_line)
{
    places->code = code;
    places->lines = take(NULL, 4 * code->pieces * sizeof(int32_t));
    if (places->lines == NULL)
        return false;
    places->columns = places->lines + code->pieces;
    places->shifts = places->columns + code->pieces;
    places->marks = places->shifts + code->pieces;
    const char *text = code->instrumented, *line_start = text, *at = text, *mark = text;
    int32_t line = first_line;
    struct reading reading = { 0 };
    for (uint32_t i = 0; i < code->pieces; i++) {
        const char *piece = text + code->offsets[i];
        for (; at < piece; at++) {
            if (*at == ' ' || *at == '\t')
                mark = at + 1;
            if (!ends_line(&reading, at))
                continue;
            line++;
            line_start = mark = at + ((uint8_t)*at == 0xe2 ? 3 : 1);
        }
        bool is_same_line = i > 0 && places->lines[i - 1] == line;
        places->shifts[i] = is_same_line ? places->shifts[i - 1] + (int32_t)code->lengths[i - 1] : 0;
        places->lines[i] = line;
        places->columns[i] = (int32_t)(piece - line_start) + (line_start != text);
        places->marks[i] = (int32_t)(mark - line_start) + (line_start != text);
        at = piece + code->lengths[i];
    }
    return true;
}

/* Returns the number of the last piece before a position and in its line, or NO_ID. */
static uint32_t piece_before(const struct places *places, int32_t line, int32_t column)
{
    uint32_t low = 0, high = places->code->pieces;
    while (low < high) { /* the first piece that is behind */
        uint32_t middle = low + (high - low) / 2;
        bool is_behind = places->lines[middle] > line ||
                         (places->lines[middle] == line && places->columns[middle] >= column);
        if (is_behind)
            high = middle;
        else
            low = middle + 1;
    }
    return low == 0 || places->lines[low - 1] != line ? NO_ID : low - 1;
}

/* Tells whether a position is in what was inserted: then it means nothing in the original. */
static bool is_inserted(const struct places *places, int32_t line, int32_t column)
{
    uint32_t piece = piece_before(places, line, column);
    return piece != NO_ID && column < places->columns[piece] + (int32_t)places->code->lengths[piece];
}

/* Turns a column of the instrumented text into that of the original. */
static int32_t original_column(const struct places *places, int32_t line, int32_t column)
{
    uint32_t piece = piece_before(places, line, column);
    if (piece == NO_ID)
        return column;
    const struct code *code = places->code;
    int32_t length = (int32_t)code->lengths[piece], beyond = column - places->columns[piece];
    if (beyond == length && code->instrumented[code->offsets[piece] + code->lengths[piece] - 1] == ' ')
        return original_column(places, line, places->marks[piece]);
    int32_t shift = places->shifts[piece] + (beyond < length ? beyond : length);
    return column - shift > 1 ? column - shift : 1;
}

/* Returns the hook that the instruction at `pc` pushes, if it does. */
static const void *pushed_hook(const struct bytecode *b, uint32_t pc, uint32_t bytes)
{
    enum { OP_PUSH_CONST = 2, OP_PUSH_CONST8 = 196, SHORT = 2, LONG = 5 };
    uint32_t constant;
    if (pc + bytes > (uint32_t)b->code_bytes)
        return NULL;
    if (bytes == LONG && b->code[pc] == OP_PUSH_CONST)
        memcpy(&constant, b->code + pc + 1, sizeof(constant));
    else if (bytes == SHORT && b->code[pc] == OP_PUSH_CONST8)
        constant = b->code[pc + 1];
    else
        return NULL;
    bool is_object = constant < (uint32_t)b->constant_count && b->constants[constant].tag == TAG_OBJECT;
    return is_object ? b->constants[constant].u.pointer : NULL;
}

/* Tells whether a statement of ours begins at `pc`. In an arrow function's expression the first hook is
 * an argument of the other, and the position is the guest's. */
static bool is_hook_statement(const struct tracer *t, const struct bytecode *b, uint32_t pc)
{
    const void *hook = NULL;
    for (uint32_t bytes = 2; bytes <= 5 && hook == NULL; bytes += 3) {
        if (pc >= bytes && pushed_hook(b, pc - bytes, bytes) == t->hooks[HOOK_RETURN].u.pointer)
            return false;
        hook = pushed_hook(b, pc, bytes);
    }
    return hook != NULL && (hook == t->hooks[HOOK_ENTER].u.pointer || hook == t->hooks[HOOK_LOOP].u.pointer ||
                            hook == t->hooks[HOOK_CAUGHT].u.pointer);
}

static void restore_positions(struct tracer *t, struct bytecode *b, const struct places *places)
{
    struct position read = { .pc = 0, .line = b->line, .column = b->column }, written, wanted;
    b->column = original_column(places, b->line, b->column);
    if (b->positions == NULL || b->positions_bytes <= 0)
        return;
    uint8_t *made = js_malloc(t->context, (size_t)b->positions_bytes * 2 + LONGEST_ENTRY), *to = made;
    if (made == NULL) {
        JS_FreeValue(t->context, JS_GetException(t->context));
        return;
    }
    written = (struct position){ .pc = 0, .line = b->line, .column = b->column };
    const uint8_t *at = b->positions, *end = at + b->positions_bytes;
    while ((at = next_position(at, end, &read)) != NULL && to - made < b->positions_bytes * 2) {
        if (is_inserted(places, read.line, read.column) || is_hook_statement(t, b, read.pc))
            continue;
        wanted = (struct position){ read.pc, read.line, original_column(places, read.line, read.column) };
        to = write_position(to, &written, &wanted);
        written = wanted;
    }
    js_free(t->context, b->positions);
    b->positions = made;
    b->positions_bytes = (int32_t)(to - made);
}

/* ---- original text and hooks */

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
    size_t start = code->offsets[piece] - (size_t)(first - b->source), end = start + (size_t)b->source_bytes;
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
static uint32_t set_hooks(struct tracer *t, struct bytecode *b, const struct code *code, bool *is_entered)
{
    uint32_t count = 0;
    for (int32_t i = 0; i < b->constant_count; i++) {
        JSValue constant = b->constants[i];
        if (constant.tag != TAG_FLOAT64 || !(constant.u.float64 > 2147483647.0 && constant.u.float64 < 9e15))
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
    return next == '(' || next == '$' || next == '_' || next == '\\' || (next >= '0' && next <= '9') ||
           (next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z') || (next & 0x80) != 0;
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
    for (struct list *at = t->gc_objects->previous; at != before && at != t->gc_objects; at = at->previous) {
        struct bytecode *b = (struct bytecode *)at;
        if (block_of(b)->gc_type != GC_TYPE_BYTECODE || !set_owner(t, b, code->generation, compilation) ||
            code->instrumented == NULL)
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
