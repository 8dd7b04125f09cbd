// Names and values of default exports.
export default "a" + 1 + (() => "b")(); export const stack = (() => { try { null.x } catch (e) { return e.stack } })(); export { stack as other };
