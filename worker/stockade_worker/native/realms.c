/*
 * Whose realm a function of the guest's runs in, when the stage calls it.
 *
 * The engine makes what some calls need in the realm of their caller: the array of arguments that a Proxy's
 * trap gets, the promise of an async function and the functions that settle what it waits for, the descriptor
 * for a trap that defines. A toString of the guest's that is one of these would hand it the stage's builtins.
 * So calls of such things are looked at: what is not the stage's own is called as the guest itself would.
 */
#include "tracer.h"

enum { CLASSES = 62 }; /* those of the engine that can be called are before it */

struct exotic_methods {
    void *others[3];
    define_function *define;
    void *more[3];
};

/* The engine's table of classes. */
struct class {
    uint32_t id;
    JSAtom name;
    void *finalizer, *mark;
    call_function *call;
    const struct exotic_methods *exotic;
};

static call_function *calls[CLASSES];
static define_function *define;
static struct exotic_methods proxy_methods;

/* Tells whether a value is a function that was made in the stage. Asks no Proxy: that would run guest code. */
bool is_of_stage(const struct tracer *t, JSValue value)
{
    return is_stage_code(t, value) || (value.tag == TAG_OBJECT && t->stage_functions != NULL &&
                                       object_of(value)->shape->prototype == t->stage_functions);
}

static JSContext *realm_for(JSContext *context, JSValue callee)
{
    struct tracer *t = tracer_of(context);
    bool is_crossing = t != NULL && context == t->stage && !is_of_stage(t, callee);
    return is_crossing ? t->context : context;
}

static JSValue call_in_realm(JSContext *context, JSValue function, JSValue receiver, int count,
                             JSValue *arguments, int flags)
{
    return calls[object_of(function)->class_id](realm_for(context, function), function, receiver,
                                                count, arguments, flags);
}

static int define_in_realm(JSContext *context, JSValue object, JSAtom name, JSValue value,
                           JSValue getter, JSValue setter, int flags)
{
    return define(realm_for(context, object), object, name, value, getter, setter, flags);
}

/* Natives and ordinary functions run in the realm that they were made in, and are left alone. */
static void watch_class(struct class *one, uint32_t native, uint32_t ordinary)
{
    if (one->call == NULL || one->call == call_in_realm || one->id == native || one->id == ordinary)
        return;
    calls[one->id] = one->call;
    one->call = call_in_realm;
}

static void watch_proxies(struct class *proxies)
{
    if (proxies->exotic == &proxy_methods)
        return;
    proxy_methods = *proxies->exotic;
    define = proxy_methods.define;
    proxy_methods.define = define_in_realm;
    proxies->exotic = &proxy_methods;
}

static bool has_prototype(struct tracer *t, JSValue function, const void *expected)
{
    JSValue prototype = JS_GetPrototype(t->context, function);
    bool holds = prototype.tag == TAG_OBJECT && prototype.u.pointer == expected;
    JS_FreeValue(t->context, prototype);
    return holds;
}

/* Proves the flag that border.c lifts: a frozen object lacks it. */
static bool is_marked_extensible(struct tracer *t, JSValue function)
{
    JSValue sealed = JS_NewObject(t->context);
    bool was = (object_of(sealed)->flags & OBJECT_IS_EXTENSIBLE) != 0;
    JS_PreventExtensions(t->context, sealed);
    bool holds = was && (object_of(sealed)->flags & OBJECT_IS_EXTENSIBLE) == 0 &&
                 (object_of(function)->flags & OBJECT_IS_EXTENSIBLE) != 0;
    JS_FreeValue(t->context, sealed);
    return holds;
}

/* Looks at calls from here on; `function` is an ordinary one of the stage's. False if the engine's classes are
 * laid out in another way. */
bool watch_realms(struct tracer *t, JSValue function)
{
    struct class *classes = *((struct class **)t->gc_objects - 3); /* before the ring of contexts */
    struct object *functions = object_of(function)->shape->prototype;
    struct class *proxies = NULL;
    if (!has_prototype(t, function, functions) || !is_marked_extensible(t, function))
        return false;
    for (uint32_t i = 1; i < CLASSES; i++) {
        if (classes[i].id != i)
            return false;
        if (classes[i].call != NULL && classes[i].exotic != NULL)
            proxies = &classes[i];
    }
    if (proxies == NULL)
        return false;
    t->stage_functions = functions;
    for (uint32_t i = 1; i < CLASSES; i++)
        watch_class(&classes[i], functions->class_id, object_of(function)->class_id);
    watch_proxies(proxies);
    return true;
}
