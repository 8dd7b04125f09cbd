/*
 * Errors in a few words, without running guest code: only data properties are read, and no proxy is
 * asked anything.
 */
#include "tracer.h"

#include <stdio.h>
#include <string.h>

enum { HIGHEST_PROTOTYPE = 4 };

static size_t copy_text(struct tracer *t, JSValue value, char *out, size_t room)
{
    size_t bytes = 0;
    const char *text = JS_ToCStringLen2(t->context, &bytes, value, false);
    if (text == NULL) {
        JS_FreeValue(t->context, JS_GetException(t->context));
        return 0;
    }
    size_t count = bytes < room ? bytes : room;
    while (count > 0 && count < bytes && ((uint8_t)text[count] & 0xc0) == 0x80)
        count--;
    memcpy(out, text, count);
    JS_FreeCString(t->context, text);
    return count;
}

static bool is_plain(JSValue value)
{
    return value.tag == TAG_OBJECT && !JS_IsProxy(value) &&
           JS_GetClassID(value) != CLASS_MODULE_NAMESPACE;
}

/* Finds text that is an own data property of the object, or of one of its prototypes. */
static size_t text_property(struct tracer *t, JSValue object, JSAtom name, char *out, size_t room)
{
    size_t count = 0;
    JSValue at = JS_DupValue(t->context, object);
    for (int i = 0; i < HIGHEST_PROTOTYPE && is_plain(at); i++) {
        JSPropertyDescriptor found = { .value = UNDEFINED,
                                       .getter = UNDEFINED,
                                       .setter = UNDEFINED };
        int has = JS_GetOwnProperty(t->context, &found, at, name);
        if (has > 0) {
            if (is_text(found.value))
                count = copy_text(t, found.value, out, room);
            JS_FreeValue(t->context, found.value);
            JS_FreeValue(t->context, found.getter);
            JS_FreeValue(t->context, found.setter);
            break;
        }
        if (has < 0)
            JS_FreeValue(t->context, JS_GetException(t->context));
        JSValue above = JS_GetPrototype(t->context, at);
        JS_FreeValue(t->context, at);
        at = above;
    }
    JS_FreeValue(t->context, at);
    return count;
}

/* Describes what was thrown; returns the bytes written, with a NUL behind them. */
size_t describe_error(struct tracer *t, JSValue error, char *out, size_t room)
{
    int count = 0;
    switch (error.tag) {
    case TAG_OBJECT: {
        size_t used = text_property(t, error, t->name, out, 80);
        size_t more = text_property(t, error, t->message, out + used + 2, room - used - 3);
        if (used == 0 && more == 0)
            used = (size_t)snprintf(out, room, "an object");
        else if (used > 0 && more > 0)
            memcpy(out + used, ": ", 2), used += more + 2;
        else if (used == 0)
            memmove(out, out + 2, more), used = more;
        out[used] = '\0';
        return used;
    }
    case TAG_STRING:
    case TAG_ROPE:
        count = (int)copy_text(t, error, out, room - 1);
        break;
    case TAG_INT:
        count = snprintf(out, room, "%d", error.u.int32);
        break;
    case TAG_FLOAT64:
        count = snprintf(out, room, "%.15g", error.u.float64);
        break;
    case TAG_BOOL:
        count = snprintf(out, room, "%s", error.u.int32 ? "true" : "false");
        break;
    case TAG_NULL:
        count = snprintf(out, room, "null");
        break;
    case TAG_UNDEFINED:
        count = snprintf(out, room, "undefined");
        break;
    case TAG_SYMBOL:
        count = snprintf(out, room, "a symbol");
        break;
    default:
        count = snprintf(out, room, "a bigint");
    }
    out[count] = '\0';
    return (size_t)count;
}
