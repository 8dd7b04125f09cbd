/*
 * Strings that the guest has made, each once, with how it arose, where and how often.
 *
 * Two strings are taken for the same if their lengths, beginnings and ends are: looking at all of a
 * long one each time it is returned would make a program quadratic. What is short, or (once there
 * are enough of such) has nothing of what analysts look for, is only counted.
 */
#include "tracer.h"

#include <stdlib.h>
#include <string.h>

enum { SHORTEST = 4, HASHED_CHARACTERS = 64, KEPT_BYTES = 4096, GROWN_CHARACTERS = 4096 };

/* When there is so much that is new, Python is told to take it. */
enum { TAKEN_STRINGS = 1024, TAKEN_BYTES = 256 * 1024 };

uint32_t length_of(JSValue value)
{
    if (value.tag == TAG_ROPE)
        return ((const struct rope *)value.u.pointer)->length;
    return ((const struct string *)value.u.pointer)->length;
}

static uint16_t character(const struct string *string, const void *characters, uint32_t at)
{
    return string->is_wide ? ((const uint16_t *)characters)[at] : ((const uint8_t *)characters)[at];
}

/* ---- short ways into ropes */

static const struct string *leaf(JSValue value, bool is_first)
{
    while (value.tag == TAG_ROPE) {
        const struct rope *rope = value.u.pointer;
        JSValue right = rope->right;
        bool is_right_empty = right.tag == TAG_STRING && ((struct string *)right.u.pointer)->length == 0;
        value = is_first || is_right_empty ? rope->left : right;
    }
    return value.tag == TAG_STRING ? value.u.pointer : NULL;
}

static uint64_t mix(uint64_t hash, uint64_t more)
{
    hash = (hash ^ more) * 0x9e3779b97f4a7c15u;
    return hash ^ hash >> 29;
}

static uint64_t hash_part(uint64_t hash, const struct string *s, uint32_t from, uint32_t to)
{
    const void *characters = characters_of(s);
    for (uint32_t i = from; i < to; i++)
        hash = mix(hash, character(s, characters, i));
    return hash;
}

/* Returns a number for a text, from its length, beginning and end. */
uint64_t hash_of(JSValue value)
{
    const struct string *first = leaf(value, true), *last = leaf(value, false);
    if (first == NULL || last == NULL)
        return 0;
    uint32_t head = first->length < HASHED_CHARACTERS ? first->length : HASHED_CHARACTERS;
    uint32_t tail = last->length < HASHED_CHARACTERS ? last->length : HASHED_CHARACTERS;
    uint64_t hash = hash_part(length_of(value), first, 0, head);
    if (first != last || last->length > HASHED_CHARACTERS)
        hash = hash_part(hash, last, last->length - tail, last->length);
    return hash ? hash : 1;
}

/* ---- the table */

static bool make_slots(struct tracer *t)
{
    if (t->found_count * 2 < t->slot_room)
        return true;
    uint32_t room = t->slot_room ? t->slot_room * 2 : 1024;
    uint32_t *slots = take(NULL, room * sizeof(*slots));
    if (slots == NULL)
        return false;
    memset(slots, 0xff, room * sizeof(*slots));
    for (uint32_t i = 0; i < t->found_count; i++) {
        uint32_t at = (uint32_t)t->found[i].hash & (room - 1);
        while (slots[at] != NO_ID)
            at = (at + 1) & (room - 1);
        slots[at] = i;
    }
    give(t->slots);
    t->slots = slots;
    t->slot_room = room;
    return true;
}

static struct found *find(struct tracer *t, uint64_t hash, uint32_t **free_slot)
{
    uint32_t at = (uint32_t)hash & (t->slot_room - 1);
    for (; t->slots[at] != NO_ID; at = (at + 1) & (t->slot_room - 1))
        if (t->found[t->slots[at]].hash == hash)
            return &t->found[t->slots[at]];
    *free_slot = &t->slots[at];
    return NULL;
}

static bool make_found_room(struct tracer *t)
{
    if (t->found_count < t->found_room)
        return true;
    uint32_t room = t->found_room ? t->found_room * 2 : 256;
    struct found *found = take(t->found, room * sizeof(*found));
    if (found == NULL)
        return false;
    t->found = found;
    t->found_room = room;
    return true;
}

/* Tells whether a string has nothing of an address, a path, a command or an encoded text. */
static bool is_dull(JSValue value)
{
    const struct string *s = leaf(value, true);
    if (s == NULL || s->length != length_of(value) || s->length >= 24)
        return false;
    const void *characters = characters_of(s);
    for (uint32_t i = 0; i < s->length; i++) {
        uint16_t c = character(s, characters, i);
        if (c == '/' || c == '\\' || c == ':' || c == '%' || c == '.' || c == '-' || c == '=')
            return false;
    }
    return true;
}

static void keep(struct tracer *t, struct found *found, JSValue value)
{
    size_t bytes = 0;
    const char *text = JS_ToCStringLen2(t->context, &bytes, value, false);
    if (text == NULL) { /* no memory for it in the guest's heap: the guest must not see that */
        JS_FreeValue(t->context, JS_GetException(t->context));
        return;
    }
    found->is_cut = bytes > KEPT_BYTES;
    found->bytes = (uint32_t)(found->is_cut ? KEPT_BYTES : bytes);
    while (found->is_cut && found->bytes > 0 && ((uint8_t)text[found->bytes] & 0xc0) == 0x80)
        found->bytes--;
    found->text = take(NULL, found->bytes + 1);
    if (found->text != NULL)
        memcpy(found->text, text, found->bytes);
    else
        found->bytes = 0;
    t->text_bytes += found->bytes;
    JS_FreeCString(t->context, text);
}

/* Notes a string that the guest has made. */
void see(struct tracer *t, JSValue value, uint32_t how, uint32_t where)
{
    uint32_t length = length_of(value);
    if (length < SHORTEST || !t->is_active)
        return;
    uint32_t *slot = NULL;
    uint64_t hash = hash_of(value);
    if (!make_slots(t))
        return;
    struct found *found = find(t, hash, &slot);
    if (found != NULL) {
        found->count++;
        return;
    }
    bool dull = is_dull(value);
    if (t->found_count >= t->limits.strings || (dull && t->dull_count >= t->limits.dull_strings) ||
        !make_found_room(t)) {
        t->strings_dropped++;
        return;
    }
    t->dull_count += dull;
    *slot = t->found_count;
    found = &t->found[t->found_count++];
    *found = (struct found){ .hash = hash, .count = 1, .how = how, .where = where, .length = length };
    if (how < HOW_RETURN)
        found->place = current_place(t);
    keep(t, found, value);
    if (t->found_count - t->found_taken >= TAKEN_STRINGS || t->text_bytes >= TAKEN_BYTES)
        t->callbacks.on_full();
}

/* ---- strings that grow at one place, piece by piece */

static bool make_text_room(struct site *site, uint32_t wanted)
{
    if (wanted <= site->room)
        return true;
    uint32_t room = site->room ? site->room * 2 : 64;
    while (room < wanted)
        room *= 2;
    uint16_t *text = take(site->text, room * sizeof(*text));
    if (text == NULL)
        return false;
    site->text = text;
    site->room = room;
    return true;
}

/* Tells whether the value may be what the site had, with something behind it. */
static bool continues(const struct site *site, JSValue value)
{
    const struct string *first = leaf(value, true);
    if (site->length == 0 || length_of(value) <= site->length || first == NULL || first->length == 0)
        return false;
    const void *characters = characters_of(first);
    if (character(first, characters, 0) != site->text[0])
        return false;
    uint32_t last = site->length - 1; /* only where it is at hand */
    return last >= first->length || last >= site->kept || character(first, characters, last) == site->text[last];
}

/* Copies what is new: the end of the last leaf, as far as it reaches. */
static bool append(struct site *site, JSValue value)
{
    const struct string *last = leaf(value, false);
    uint32_t length = length_of(value), added = length - site->length;
    if (last == NULL || last->length < added)
        return false;
    uint32_t room = GROWN_CHARACTERS - site->kept, count = added < room ? added : room;
    if (!make_text_room(site, site->kept + count))
        return false;
    const void *characters = characters_of(last);
    for (uint32_t i = 0; i < count; i++)
        site->text[site->kept + i] = character(last, characters, last->length - added + i);
    site->kept += count;
    site->length = length;
    return true;
}

/*
 * Notes a string at a place where strings are put together. Holding on to it would make the engine
 * copy it at the next step, so what is new is copied each time, and looked at as a whole when the
 * next string there is not a continuation.
 */
void grow(struct tracer *t, uint32_t number, JSValue value)
{
    if (number >= t->site_count)
        return;
    struct site *site = &t->sites[number];
    if (continues(site, value) && append(site, value))
        return;
    finish_growing(t, number);
    site = &t->sites[number];
    site->length = site->kept = 0;
    if (!append(site, value)) { /* a rope whose end is in pieces */
        site->length = site->kept = 0;
        see(t, value, HOW_NOTE, number);
    }
}

void finish_growing(struct tracer *t, uint32_t number)
{
    struct site *site = &t->sites[number];
    if (site->length < SHORTEST || site->kept < site->length)
        return; /* longer than what is kept: the value that it became is seen elsewhere */
    JSValue value = JS_NewStringUTF16(t->context, site->text, site->kept);
    site->length = 0;
    if (value.tag == TAG_EXCEPTION) {
        JS_FreeValue(t->context, JS_GetException(t->context));
        return;
    }
    see(t, value, HOW_NOTE, number);
    JS_FreeValue(t->context, value);
}

void forget_strings(struct tracer *t)
{
    for (uint32_t i = 0; i < t->found_count; i++)
        give(t->found[i].text);
    t->found_count = t->found_taken = 0;
    t->text_bytes = 0;
    if (t->slots != NULL)
        memset(t->slots, 0xff, t->slot_room * sizeof(*t->slots));
    t->strings_dropped = 0;
    t->dull_count = 0;
}
