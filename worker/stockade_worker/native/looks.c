/*
 * How things look as text that each engine has its own way for: native functions, and stacks. Programs look
 * for both.
 */
#include "tracer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LOOK_ENGINE, LOOK_ONE_LINE, LOOK_V8, LOOK_JSCRIPT };
enum { HEADER_BYTES = 1100 };

static generic_function *to_string;
static uint32_t look;

static const char engine_end[] = "() {\n    [native code]\n}",
                  one_line_end[] = "() { [native code] }";
static const char function[] = "function ", bound[] = "bound ";

/* Writes what the engine says of a native as the host that is played would; NULL if it is none. */
static char *as_played(const char *text, size_t bytes)
{
    size_t end = sizeof(engine_end) - 1, start = sizeof(function) - 1;
    if (bytes < start + end || memcmp(text + bytes - end, engine_end, end) != 0 ||
        memcmp(text, function, start) != 0)
        return NULL;
    char *out = malloc(bytes + 8);
    if (out == NULL)
        return NULL;
    size_t name = bytes - start - end;
    const char *own = text + start;
    if (look != LOOK_JSCRIPT && strncmp(own, bound, sizeof(bound) - 1) == 0)
        name = 0; /* a bound function has none there */
    char *at = out;
    if (look == LOOK_JSCRIPT)
        *at++ = '\n';
    memcpy(at, function, start);
    memcpy(at + start, own, name);
    at += start + name;
    strcpy(at, look == LOOK_JSCRIPT ? engine_end : one_line_end);
    if (look == LOOK_JSCRIPT)
        strcat(at, "\n");
    return out;
}

static JSValue played_to_string(JSContext *context, JSValue receiver, int count, JSValue *arguments)
{
    JSValue result = to_string(context, receiver, count, arguments);
    if (!is_text(result) || receiver.tag != TAG_OBJECT || has_bytecode(object_of(receiver)))
        return result;
    size_t bytes;
    const char *text = JS_ToCStringLen2(context, &bytes, result, false);
    char *played = text == NULL ? NULL : as_played(text, bytes);
    if (text != NULL)
        JS_FreeCString(context, text);
    if (played == NULL)
        return result;
    JS_FreeValue(context, result);
    result = JS_NewStringLen(context, played, strlen(played));
    free(played);
    return result;
}

/* Gives natives the look of a host; `builtin` is Function.prototype.toString. False if it is of another kind. */
API bool st_look(JSValue builtin, uint32_t chosen)
{
    if (chosen > LOOK_JSCRIPT || builtin.tag != TAG_OBJECT ||
        object_of(builtin)->u.native.protocol != CALL_GENERIC)
        return false;
    struct object *o = object_of(builtin);
    if (o->u.native.function.plain != played_to_string)
        to_string = o->u.native.function.plain;
    look = chosen;
    o->u.native.function.plain = look == LOOK_ENGINE ? to_string : played_to_string;
    return true;
}

/* ---- stacks */

static getter_function *stack_of;

/* Puts a line of the engine's as V8 has it: code of no function has no name, and natives no file. */
static size_t put_line(char *to, const char *line, size_t bytes)
{
    static const char *const unnamed[] = { "    at <eval> (", "    at <anonymous> (" };
    static const char start[] = "    at ", native[] = " (native)\n", played[] = " (<anonymous>)\n";
    for (int i = 0; i < 2; i++) {
        size_t head = strlen(unnamed[i]);
        if (bytes > head + 2 && memcmp(line, unnamed[i], head) == 0 &&
            memcmp(line + bytes - 2, ")\n", 2) == 0)
            return (size_t)sprintf(to, "%s%.*s\n", start, (int)(bytes - head - 2), line + head);
    }
    size_t tail = sizeof(native) - 1;
    if (bytes > tail && memcmp(line + bytes - tail, native, tail) == 0)
        return (size_t)sprintf(to, "%.*s%s", (int)(bytes - tail), line, played);
    memcpy(to, line, bytes);
    return bytes;
}

/* Writes a stack without the lines that are about our own code, as the host that is played has it. */
static void put_stack(char *to, const char *stack)
{
    static const char ours[] = "(stockade:";
    for (const char *line = stack, *next; *line != '\0'; line = next) {
        const char *end = strchr(line, '\n'), *found = strstr(line, ours);
        next = end == NULL ? line + strlen(line) : end + 1;
        if (found != NULL && found < next)
            continue;
        size_t bytes = (size_t)(next - line);
        if (look == LOOK_V8)
            to += put_line(to, line, bytes);
        else
            memcpy(to, line, bytes), to += bytes;
    }
    if (look == LOOK_V8 && to[-1] == '\n')
        to--;
    *to = '\0';
}

/* The engine's lines are shorter than V8's by this at most, in each. */
enum { LONGEST_LINE_GROWTH = 6, SHORTEST_LINE = 8 };

static JSValue own_stack(JSContext *context, JSValue receiver)
{
    JSValue stack = stack_of(context, receiver);
    size_t bytes;
    const char *text = is_text(stack) ? JS_ToCStringLen2(context, &bytes, stack, false) : NULL;
    if (text == NULL)
        return stack;
    bool is_changed = look == LOOK_V8 || strstr(text, "(stockade:") != NULL;
    size_t room = HEADER_BYTES + bytes + bytes / SHORTEST_LINE * LONGEST_LINE_GROWTH + 1;
    char *played = is_changed ? malloc(room) : NULL;
    if (played != NULL) {
        size_t header = 0;
        if (look == LOOK_V8) {
            header = describe_error(tracer_of(context), receiver, played, HEADER_BYTES - 1);
            played[header++] = '\n';
        }
        put_stack(played + header, text);
        JS_FreeValue(context, stack);
        stack = JS_NewStringLen(context, played, strlen(played));
        free(played);
    }
    JS_FreeCString(context, text);
    return stack;
}

/* Leaves our own code out of stacks; `builtin` is the getter of Error.prototype.stack. False if it is of another
 * kind. */
API bool st_hide_in_stacks(JSValue builtin)
{
    if (builtin.tag != TAG_OBJECT || object_of(builtin)->u.native.protocol != CALL_GETTER)
        return false;
    struct object *o = object_of(builtin);
    if (o->u.native.function.getter != own_stack)
        stack_of = o->u.native.function.getter;
    o->u.native.function.getter = own_stack;
    return true;
}
