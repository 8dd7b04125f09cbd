/*
 * Records as msgpack, for Python to unpack in one call.
 *
 * Source: the msgpack specification, formats array, uint, float 64, bin, nil, bool.
 */
#include "tracer.h"

#include <stdlib.h>
#include <string.h>

static uint8_t *room_in(struct pack *p, size_t size)
{
    if (p->used + size > p->room) {
        size_t room = p->room ? p->room * 2 : 4096;
        while (room < p->used + size)
            room *= 2;
        uint8_t *bytes = realloc(p->bytes, room);
        if (bytes == NULL) {
            p->has_failed = true;
            return NULL;
        }
        p->bytes = bytes;
        p->room = room;
    }
    uint8_t *at = p->bytes + p->used;
    p->used += size;
    return at;
}

static void put(struct pack *p, uint8_t head, uint64_t value, int bytes)
{
    uint8_t *at = room_in(p, 1 + (size_t)bytes);
    if (at == NULL)
        return;
    *at++ = head;
    for (int i = bytes - 1; i >= 0; i--)
        *at++ = (uint8_t)(value >> (8 * i));
}

void pack_array(struct pack *p, uint32_t count)
{
    put(p, 0xdd, count, 4);
}

void pack_unsigned(struct pack *p, uint64_t value)
{
    if (value < 128)
        put(p, (uint8_t)value, 0, 0);
    else
        put(p, 0xcf, value, 8);
}

void pack_number(struct pack *p, double value)
{
    uint64_t bits;
    memcpy(&bits, &value, sizeof(bits));
    put(p, 0xcb, bits, 8);
}

void pack_bytes(struct pack *p, const void *bytes, uint32_t count)
{
    put(p, 0xc6, count, 4);
    uint8_t *at = room_in(p, count);
    if (at != NULL && count > 0)
        memcpy(at, bytes, count);
}

void pack_nothing(struct pack *p)
{
    put(p, 0xc0, 0, 0);
}

void pack_flag(struct pack *p, bool flag)
{
    put(p, flag ? 0xc3 : 0xc2, 0, 0);
}

/* A value that a record keeps: a number, a flag, nothing for null; text as bytes; and otherwise
 * [kind, detail]: 0 undefined, 1 long text and its length, 2 an object and its class, 3 a symbol, 4 a bigint. */
void pack_value(struct tracer *t, struct pack *p, JSValue value)
{
    size_t bytes = 0;
    const char *text;
    static const char kinds[] = { [TAG_SYMBOL + 16] = 3,
                                  [TAG_BIG_INT + 16] = 4,
                                  [TAG_SHORT_BIG_INT + 16] = 4 };
    switch (value.tag) {
    case TAG_INT:
        pack_number(p, value.u.int32);
        return;
    case TAG_FLOAT64:
        pack_number(p, value.u.float64);
        return;
    case TAG_BOOL:
        pack_flag(p, value.u.int32);
        return;
    case TAG_NULL:
        pack_nothing(p);
        return;
    case TAG_STRING:
        text = JS_ToCStringLen2(t->context, &bytes, value, false);
        if (text == NULL)
            JS_FreeValue(t->context, JS_GetException(t->context));
        pack_bytes(p, text, (uint32_t)bytes);
        if (text != NULL)
            JS_FreeCString(t->context, text);
        return;
    case TAG_ROPE:
    case TAG_OBJECT:
        pack_array(p, 2);
        pack_unsigned(p, value.tag == TAG_ROPE ? 1 : 2);
        pack_unsigned(p, (uint32_t)value.u.int32);
        return;
    default:
        pack_array(p, 2);
        pack_unsigned(p, value.tag >= -9 && value.tag <= 7 ? (uint8_t)kinds[value.tag + 16] : 0);
        pack_unsigned(p, 0);
    }
}
