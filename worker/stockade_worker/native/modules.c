/*
 * Modules that a guest may import: those that its host has, which are objects of the persona's, and those that
 * Python has the text of.
 */
#include "tracer.h"

#include <string.h>

enum { GPN_STRINGS = 1 };

static JSValue own_property(JSContext *context, JSValue object, JSAtom name)
{
    JSPropertyDescriptor found = { .value = UNDEFINED, .getter = UNDEFINED, .setter = UNDEFINED };
    if (JS_GetOwnProperty(context, &found, object, name) <= 0)
        return UNDEFINED;
    JS_FreeValue(context, found.getter);
    JS_FreeValue(context, found.setter);
    return found.value;
}

/* Calls `see` for each own property that a module can export: those with names, and no "default". */
static bool each_export(JSContext *context, JSValue object,
                        bool (*see)(JSContext *, JSModuleDef *, const char *, JSValue),
                        JSModuleDef *module)
{
    struct property_name *names = NULL;
    uint32_t count = 0;
    if (JS_GetOwnPropertyNames(context, &names, &count, object, GPN_STRINGS) < 0)
        return false;
    bool is_fine = true;
    for (uint32_t i = 0; i < count && is_fine; i++) {
        size_t bytes;
        const char *name = JS_AtomToCStringLen(context, &bytes, names[i].atom);
        if (name == NULL)
            continue;
        if (strcmp(name, "default") != 0)
            is_fine = see(context, module, name, own_property(context, object, names[i].atom));
        JS_FreeCString(context, name);
    }
    JS_FreePropertyEnum(context, names, count);
    return is_fine && see(context, module, "default", JS_DupValue(context, object));
}

static bool add_export(JSContext *context, JSModuleDef *module, const char *name, JSValue value)
{
    JS_FreeValue(context, value);
    return JS_AddModuleExport(context, module, name) == 0;
}

static bool set_export(JSContext *context, JSModuleDef *module, const char *name, JSValue value)
{
    return JS_SetModuleExport(context, module, name, value) == 0;
}

static int fill_module(JSContext *context, JSModuleDef *module)
{
    JSValue object = JS_GetModulePrivateValue(context, module);
    bool is_filled = each_export(context, object, set_export, module);
    JS_FreeValue(context, object);
    return is_filled ? 0 : -1;
}

/* Returns a module of the persona's, made of an object; NULL if it has none of this name. */
static JSModuleDef *host_module(struct tracer *t, const char *name, JSValue specifier)
{
    if (t->find_module.tag != TAG_OBJECT)
        return NULL;
    JSValue object = JS_Call(t->context, t->find_module, UNDEFINED, 1, &specifier);
    if (object.tag != TAG_OBJECT) {
        if (object.tag == TAG_EXCEPTION)
            JS_FreeValue(t->context, JS_GetException(t->context));
        return NULL;
    }
    JSModuleDef *module = JS_NewCModule(t->context, name, fill_module);
    if (module == NULL || !each_export(t->context, object, add_export, module)) {
        JS_FreeValue(t->context, object);
        return NULL;
    }
    JS_SetModulePrivateValue(t->context, module, object);
    return module;
}

/* Loads a module by its name. */
void *load_module(JSContext *context, const char *name, void *opaque)
{
    struct tracer *t = opaque;
    const char *text;
    size_t bytes;
    JSValue specifier = JS_NewStringLen(context, name, strlen(name));
    if (specifier.tag != TAG_STRING)
        return NULL;
    t->next_place = place_of_import(t, specifier);
    JSModuleDef *module = host_module(t, name, specifier);
    JS_FreeValue(context, specifier);
    if (module != NULL)
        return module;
    if (!t->callbacks.on_import(name, &text, &bytes)) {
        JS_ThrowReferenceError(context, "could not load module '%s'", name);
        return NULL;
    }
    return compile_module(t, name, text, bytes);
}

/* onImport(find): a function of the stage that returns what a module of the host's exports, or undefined */
JSValue set_find_module(JSContext *context, JSValue receiver, int count, JSValue *arguments)
{
    (void)receiver;
    if (count > 0)
        tracer_of(context)->find_module = JS_DupValue(context, arguments[0]);
    return UNDEFINED;
}
