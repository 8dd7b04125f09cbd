/*
 * Looking into the engine's strings without changing them: a rope is read where its pieces are, for the
 * engine makes one piece of it when it is asked for all.
 */
#include "tracer.h"

enum { MOST_PIECES = 128, MOST_STEPS = 512 };

uint32_t length_of(JSValue value)
{
    if (value.tag == TAG_ROPE)
        return ((const struct rope *)value.u.pointer)->length;
    return ((const struct string *)value.u.pointer)->length;
}

uint16_t character(const struct string *string, const void *characters, uint32_t at)
{
    return string->is_wide ? ((const uint16_t *)characters)[at] : ((const uint8_t *)characters)[at];
}

const struct string *leaf(JSValue value, bool is_first)
{
    while (value.tag == TAG_ROPE) {
        const struct rope *rope = value.u.pointer;
        JSValue right = rope->right;
        bool is_right_empty =
            right.tag == TAG_STRING && ((struct string *)right.u.pointer)->length == 0;
        value = is_first || is_right_empty ? rope->left : right;
    }
    return value.tag == TAG_STRING ? value.u.pointer : NULL;
}

uint64_t mix(uint64_t hash, uint64_t more)
{
    hash = (hash ^ more) * 0x9e3779b97f4a7c15u;
    return hash ^ hash >> 29;
}

uint64_t hash_characters(uint64_t hash, const uint16_t *characters, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        hash = mix(hash, characters[i]);
    return hash;
}

static uint64_t hash_part(uint64_t hash, const struct string *s, uint32_t from, uint32_t to)
{
    const void *characters = characters_of(s);
    for (uint32_t i = from; i < to; i++)
        hash = mix(hash, character(s, characters, i));
    return hash;
}

/* Copies characters from one end of a text, in order: those of a rope are in pieces. Returns how many. */
uint32_t copy_end(JSValue value, bool is_start, uint16_t *out, uint32_t room)
{
    JSValue left[MOST_PIECES];
    uint32_t pieces = 0, count = 0;
    left[pieces++] = value;
    for (int step = 0; pieces > 0 && count < room && step < MOST_STEPS; step++) {
        value = left[--pieces];
        if (value.tag == TAG_ROPE) {
            const struct rope *rope = value.u.pointer;
            if (pieces + 2 > MOST_PIECES)
                break;
            left[pieces++] = is_start ? rope->right : rope->left;
            left[pieces++] = is_start ? rope->left : rope->right;
        } else if (value.tag == TAG_STRING) {
            const struct string *s = value.u.pointer;
            const void *characters = characters_of(s);
            uint32_t more = s->length < room - count ? s->length : room - count;
            for (uint32_t i = 0; i < more; i++) {
                uint32_t at = is_start ? i : s->length - 1 - i;
                out[is_start ? count + i : room - 1 - count - i] = character(s, characters, at);
            }
            count += more;
        }
    }
    return count;
}

/* Returns a number for a text, from its length, beginning and end: the same for a rope as for one in one piece. */
uint64_t hash_of(JSValue value)
{
    uint32_t length = length_of(value);
    uint64_t hash = length;
    if (value.tag == TAG_STRING) {
        const struct string *s = value.u.pointer;
        uint32_t head = length < HASHED_CHARACTERS ? length : HASHED_CHARACTERS;
        hash = hash_part(hash, s, 0, head);
        if (length > HASHED_CHARACTERS)
            hash = hash_part(hash, s, length - HASHED_CHARACTERS, length);
    } else {
        uint16_t end[HASHED_CHARACTERS];
        hash = hash_characters(hash, end, copy_end(value, true, end, HASHED_CHARACTERS));
        if (length > HASHED_CHARACTERS) {
            uint32_t count = copy_end(value, false, end, HASHED_CHARACTERS);
            hash = hash_characters(hash, end + HASHED_CHARACTERS - count, count);
        }
    }
    return hash ? hash : 1;
}
