/*
 * Stacks, as the host that is played has them: without what is ours, and in its own words.
 */
#include "tracer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { HEADER_BYTES = 1100 };
enum { WRITABLE_AND_CONFIGURABLE = 3 };

static getter_function *stack_of;
static generic_function *capture;
static generic_function *make_exception;
static const char native[] = " (native)\n", ours[] = "(stockade:";

static bool ends_with(const char *line, size_t bytes, const char *end)
{
    size_t tail = strlen(end);
    return bytes > tail && memcmp(line + bytes - tail, end, tail) == 0;
}

/* Puts a line of the engine's as V8 has it: code of no function has no name, and natives no file. */
static size_t put_line(char *to, const char *line, size_t bytes)
{
    static const char *const unnamed[] = { "    at <eval> (", "    at <anonymous> (" };
    static const char start[] = "    at ", played[] = " (<anonymous>)\n";
    for (int i = 0; i < 2; i++) {
        size_t head = strlen(unnamed[i]);
        if (bytes > head + 2 && memcmp(line, unnamed[i], head) == 0 &&
            memcmp(line + bytes - 2, ")\n", 2) == 0)
            return (size_t)sprintf(to, "%s%.*s\n", start, (int)(bytes - head - 2), line + head);
    }
    if (ends_with(line, bytes, native))
        return (size_t)sprintf(to, "%.*s%s", (int)(bytes - strlen(native)), line, played);
    memcpy(to, line, bytes);
    return bytes;
}

/* Writes a stack without the lines that are about our own code and the natives it calls; returns its end. */
static char *put_stack(char *to, const char *stack, bool is_v8)
{
    char *kept = to; /* behind it are natives, of which it is not known yet who has called them */
    for (const char *line = stack, *next; *line != '\0'; line = next) {
        const char *end = strchr(line, '\n'), *found = strstr(line, ours);
        next = end == NULL ? line + strlen(line) : end + 1;
        size_t bytes = (size_t)(next - line);
        if (found != NULL && found < next) {
            to = kept;
            continue;
        }
        if (is_v8)
            to += put_line(to, line, bytes);
        else
            memcpy(to, line, bytes), to += bytes;
        if (!ends_with(line, bytes, native))
            kept = to;
    }
    return to;
}

/* The engine's lines are shorter than V8's by this at most, in each. */
enum { LONGEST_LINE_GROWTH = 6, SHORTEST_LINE = 8 };

/* Writes the line that V8 has above a stack: of an error, or with the message that one is made with. */
static size_t put_header(struct tracer *t, char *to, JSValue about)
{
    static const char error[] = "Error", separator[] = ": ", nothing[] = "an object";
    size_t used = 0;
    if (about.tag == TAG_OBJECT) {
        used = describe_error(t, about, to, HEADER_BYTES - 1);
        if (used == strlen(nothing) && memcmp(to, nothing, used) == 0)
            used = (size_t)sprintf(to, "%s", error);
    } else {
        used = (size_t)sprintf(to, "%s", error);
        if (is_text(about)) {
            used += (size_t)sprintf(to + used, "%s", separator);
            used += describe_error(t, about, to + used, HEADER_BYTES - 1 - used);
        }
    }
    to[used++] = '\n';
    return used;
}

/* Returns a stack as it is played, in place of the engine's, whose reference it takes. What is not the engine's own
 * comes from the guest's Error.prepareStackTrace, and stays. */
static JSValue played_stack(JSContext *context, JSValue about, JSValue stack)
{
    size_t bytes;
    const char *text = is_text(stack) ? JS_ToCStringLen2(context, &bytes, stack, false) : NULL;
    if (text == NULL)
        return stack;
    bool is_engines = *text == '\0' || strncmp(text, "    at ", 7) == 0;
    bool is_v8 = chosen_look() == LOOK_V8;
    bool is_changed = is_engines && (is_v8 || strstr(text, ours) != NULL);
    size_t room = HEADER_BYTES + bytes + bytes / SHORTEST_LINE * LONGEST_LINE_GROWTH + 1;
    char *played = is_changed ? malloc(room) : NULL;
    if (played != NULL) {
        size_t header = is_v8 ? put_header(tracer_of(context), played, about) : 0;
        char *end = put_stack(played + header, text, is_v8);
        if (is_v8)
            end--; /* V8 has no line break at the end, be it only a header */
        JS_FreeValue(context, stack);
        stack = JS_NewStringLen(context, played, (size_t)(end - played));
        free(played);
    }
    JS_FreeCString(context, text);
    return stack;
}

static JSValue own_stack(JSContext *context, JSValue receiver)
{
    return played_stack(context, receiver, stack_of(context, receiver));
}

/* Plays the stack that is an object's own property. */
static void play_own_stack(JSContext *context, JSValue object, JSValue about)
{
    JSPropertyDescriptor found = { .value = UNDEFINED, .getter = UNDEFINED, .setter = UNDEFINED };
    JSAtom name = tracer_of(context)->stack;
    if (object.tag != TAG_OBJECT || JS_IsProxy(object) ||
        JS_GetOwnProperty(context, &found, object, name) <= 0)
        return;
    JS_FreeValue(context, found.getter);
    JS_FreeValue(context, found.setter);
    JSValue stack = played_stack(context, about, found.value);
    if (stack.tag == TAG_EXCEPTION ||
        JS_DefinePropertyValue(context, object, name, stack, WRITABLE_AND_CONFIGURABLE) < 0)
        JS_FreeValue(context, JS_GetException(context)); /* no memory: it stays as it was */
}

static JSValue own_capture(JSContext *context, JSValue receiver, int count, JSValue *arguments)
{
    JSValue result = capture(context, receiver, count, arguments);
    if (result.tag == TAG_UNDEFINED)
        play_own_stack(context, arguments[0], arguments[0]);
    return result;
}

static JSValue own_exception(JSContext *context, JSValue target, int count, JSValue *arguments)
{
    JSValue made = make_exception(context, target, count, arguments);
    play_own_stack(context, made, count > 0 ? arguments[0] : UNDEFINED);
    return made;
}

static bool replace(JSValue builtin, int protocol, generic_function *own, generic_function **was)
{
    if (builtin.tag != TAG_OBJECT || object_of(builtin)->u.native.protocol != protocol)
        return false;
    generic_function **function = &object_of(builtin)->u.native.function.plain;
    if (*function != own)
        *was = *function;
    *function = own;
    return true;
}

/* Leaves our own code out of stacks; `getter` is that of Error.prototype.stack, beside it are Error.captureStackTrace
 * and DOMException. False if one is of another kind. */
API bool st_hide_in_stacks(JSValue getter, JSValue capturer, JSValue exception)
{
    if (getter.tag != TAG_OBJECT || object_of(getter)->u.native.protocol != CALL_GETTER)
        return false;
    struct object *o = object_of(getter);
    if (o->u.native.function.getter != own_stack)
        stack_of = o->u.native.function.getter;
    o->u.native.function.getter = own_stack;
    return replace(capturer, CALL_GENERIC, own_capture, &capture) &&
           replace(exception, CALL_CONSTRUCTOR_OR_FUNC, own_exception, &make_exception);
}
