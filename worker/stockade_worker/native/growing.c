/*
 * Strings that grow at one place, piece by piece: what they have come to is looked at once, when the next
 * string there is not a continuation.
 */
#include "tracer.h"

#include <stdlib.h>
#include <string.h>

enum { PIECED_CHARACTERS = 8192 };

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
    if (site->length == 0 || length_of(value) <= site->length || first == NULL ||
        first->length == 0)
        return false;
    const void *characters = characters_of(first);
    if (character(first, characters, 0) != site->text[0])
        return false;
    uint32_t last = site->length - 1; /* only where it is at hand */
    return last >= first->length || last >= site->kept ||
           character(first, characters, last) == site->text[last];
}

/* Adds one character to what a site has. Of what is beyond the kept ones only the last stay, behind
 * them, each at its place modulo their number. Requires: room for them all. */
static void add_character(struct site *site, uint16_t c)
{
    if (site->kept < GROWN_CHARACTERS)
        site->text[site->kept++] = c;
    else
        site->text[GROWN_CHARACTERS + site->length % HASHED_CHARACTERS] = c;
    site->length++;
}

/* Copies what is new, from the last leaf, or from the last few of a rope. */
static bool append(struct site *site, JSValue value)
{
    static uint16_t pieces[PIECED_CHARACTERS];
    const struct string *last = leaf(value, false);
    uint32_t length = length_of(value), added = length - site->length,
             room = GROWN_CHARACTERS - site->kept;
    bool is_pieced = last != NULL && last->length < added;
    if (last == NULL ||
        (is_pieced && (added > PIECED_CHARACTERS || copy_end(value, false, pieces, added) < added)))
        return false;
    if (!make_text_room(site,
                        added > room ? GROWN_CHARACTERS + HASHED_CHARACTERS : site->kept + added))
        return false;
    const void *characters = characters_of(last);
    for (uint32_t i = 0; i < added; i++) {
        if (i >= room && added - i > HASHED_CHARACTERS) { /* neither kept nor among the last */
            i = added - HASHED_CHARACTERS;
            site->length = length - HASHED_CHARACTERS;
        }
        add_character(site, is_pieced ? pieces[i]
                                      : character(last, characters, last->length - added + i));
    }
    return true;
}

/* Begins with a text of any length: its beginning, and its last characters. */
static bool start(struct site *site, JSValue value)
{
    uint16_t last[HASHED_CHARACTERS];
    uint32_t length = length_of(value),
             wanted = length < GROWN_CHARACTERS ? length : GROWN_CHARACTERS;
    site->length = site->kept = 0;
    if (!make_text_room(site, length > GROWN_CHARACTERS ? GROWN_CHARACTERS + HASHED_CHARACTERS
                                                        : length) ||
        copy_end(value, true, site->text, wanted) < wanted)
        return false;
    if (length > wanted && copy_end(value, false, last, HASHED_CHARACTERS) < HASHED_CHARACTERS)
        return false;
    site->kept = wanted;
    site->length = length;
    for (uint32_t i = 0; length > wanted && i < HASHED_CHARACTERS; i++)
        site->text[GROWN_CHARACTERS + (length - HASHED_CHARACTERS + i) % HASHED_CHARACTERS] =
            last[i];
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
    if (!start(site, value)) /* a rope in many pieces */
        see(t, value, HOW_NOTE, number);
}

/* The same as `hash_of` what has grown. */
static uint64_t hash_of_grown(const struct site *site)
{
    uint32_t length = site->length, head = length < HASHED_CHARACTERS ? length : HASHED_CHARACTERS;
    uint64_t hash = hash_characters(length, site->text, head);
    for (uint32_t at = length > HASHED_CHARACTERS ? length - HASHED_CHARACTERS : length;
         at < length; at++)
        hash =
            mix(hash,
                site->text[at < GROWN_CHARACTERS ? at : GROWN_CHARACTERS + at % HASHED_CHARACTERS]);
    return hash ? hash : 1;
}

void finish_growing(struct tracer *t, uint32_t number)
{
    struct site *site = &t->sites[number];
    if (site->length < SHORTEST)
        return;
    struct found made = { .how = HOW_NOTE, .where = number, .length = site->length };
    made.hash = hash_of_grown(site);
    site->length = 0;
    note_text(t, &made, site->text, site->kept, UNDEFINED);
}
