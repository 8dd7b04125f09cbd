#define ST_EXPORT __attribute__((visibility("default")))

ST_EXPORT const char *st_version(void);

const char *st_version(void)
{
    return "1";
}
