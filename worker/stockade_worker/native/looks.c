/*
 * How things look as text that each engine has its own way for: native functions, and stacks. Programs look
 * for both.
 */
#include "tracer.h"

#include <stdlib.h>
#include <string.h>

enum { LOOK_ENGINE, LOOK_ONE_LINE, LOOK_JSCRIPT };

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
    if (look == LOOK_ONE_LINE && strncmp(own, bound, sizeof(bound) - 1) == 0)
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

/* Takes the lines out that are about our own code; returns whether there were any. */
static bool without_ours(char *text)
{
    static const char ours[] = "(stockade:";
    char *to = text;
    bool is_changed = false;
    for (char *line = text, *next; *line != '\0'; line = next) {
        char *end = strchr(line, '\n');
        next = end == NULL ? line + strlen(line) : end + 1;
        char *found = strstr(line, ours);
        if (found != NULL && found < next) {
            is_changed = true;
            continue;
        }
        memmove(to, line, (size_t)(next - line));
        to += next - line;
    }
    *to = '\0';
    return is_changed;
}

static JSValue own_stack(JSContext *context, JSValue receiver)
{
    JSValue stack = stack_of(context, receiver);
    size_t bytes;
    const char *text = is_text(stack) ? JS_ToCStringLen2(context, &bytes, stack, false) : NULL;
    if (text == NULL)
        return stack;
    char *copy = strstr(text, "(stockade:") == NULL ? NULL : malloc(bytes + 1);
    if (copy != NULL) {
        memcpy(copy, text, bytes + 1);
        if (without_ours(copy)) {
            JS_FreeValue(context, stack);
            stack = JS_NewStringLen(context, copy, strlen(copy));
        }
        free(copy);
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
