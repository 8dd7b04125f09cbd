// A default export that is an expression keeps its name.
export default class { static s = "s" + 1; m() { return "m" } }; export const arrow = () => "a" + 1, names = [arrow.name]; export async function later() { await null; return "l" + 1 } export function* many() { yield "y" + 1 } names.push(later.name, many.name, await later(), ...many());
