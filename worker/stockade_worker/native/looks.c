/*
 * How native functions look as text, which each engine has its own way for. Programs look for it.
 */
#include "tracer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

uint32_t chosen_look(void)
{
    return look;
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
