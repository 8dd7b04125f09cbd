/*
 * Positions in code: the engine's line table, and how it is put back to the columns of the original.
 */
#include "tracer.h"

#include <stdlib.h>
#include <string.h>

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

struct position {
    uint32_t pc;
    int32_t line, column;
};

enum { LINE_BASE = -1, LINE_RANGE = 5, SHORT_FIRST = 1, LONGEST_ENTRY = 16 };

/* Reads the next entry and adds it to `position`; NULL at the end, or where the table is broken. */
static const uint8_t *next_position(const uint8_t *at, const uint8_t *end,
                                    struct position *position)
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
    if (line >= LINE_BASE && line < LINE_BASE + LINE_RANGE &&
        pc <= (255 - SHORT_FIRST) / LINE_RANGE) {
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
struct reading {
    char in;
    bool is_escaped;
    const char *opened;
};

/* Goes on by one byte, and tells whether the engine counts a line that ends there. It counts U+2028 and
 * U+2029 in code only, and a carriage return alone not in a comment with an end. */
static bool ends_line(struct reading *r, const char *at)
{
    bool is_separator =
        (uint8_t)at[0] == 0xe2 && (uint8_t)at[1] == 0x80 && ((uint8_t)at[2] & 0xfe) == 0xa8;
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

bool find_places(struct places *places, const struct code *code, int first_line)
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
        places->shifts[i] =
            is_same_line ? places->shifts[i - 1] + (int32_t)code->lengths[i - 1] : 0;
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
    return piece != NO_ID &&
           column < places->columns[piece] + (int32_t)places->code->lengths[piece];
}

/* Turns a column of the instrumented text into that of the original. */
static int32_t original_column(const struct places *places, int32_t line, int32_t column)
{
    uint32_t piece = piece_before(places, line, column);
    if (piece == NO_ID)
        return column;
    const struct code *code = places->code;
    int32_t length = (int32_t)code->lengths[piece], beyond = column - places->columns[piece];
    if (beyond == length &&
        code->instrumented[code->offsets[piece] + code->lengths[piece] - 1] == ' ')
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
    bool is_object =
        constant < (uint32_t)b->constant_count && b->constants[constant].tag == TAG_OBJECT;
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
    return hook != NULL &&
           (hook == t->hooks[HOOK_ENTER].u.pointer || hook == t->hooks[HOOK_LOOP].u.pointer ||
            hook == t->hooks[HOOK_CAUGHT].u.pointer);
}

void restore_positions(struct tracer *t, struct bytecode *b, const struct places *places)
{
    struct position read = { .pc = 0, .line = b->line, .column = b->column }, written, wanted;
    b->column = original_column(places, b->line, b->column);
    if (b->positions == NULL || b->positions_bytes <= 0)
        return;
    uint8_t *made = js_malloc(t->context, (size_t)b->positions_bytes * 2 + LONGEST_ENTRY),
            *to = made;
    if (made == NULL) {
        JS_FreeValue(t->context, JS_GetException(t->context));
        return;
    }
    written = (struct position){ .pc = 0, .line = b->line, .column = b->column };
    const uint8_t *at = b->positions, *end = at + b->positions_bytes;
    while ((at = next_position(at, end, &read)) != NULL && to - made < b->positions_bytes * 2) {
        if (is_inserted(places, read.line, read.column) || is_hook_statement(t, b, read.pc))
            continue;
        wanted = (struct position){ read.pc, read.line,
                                    original_column(places, read.line, read.column) };
        to = write_position(to, &written, &wanted);
        written = wanted;
    }
    js_free(t->context, b->positions);
    b->positions = made;
    b->positions_bytes = (int32_t)(to - made);
}
