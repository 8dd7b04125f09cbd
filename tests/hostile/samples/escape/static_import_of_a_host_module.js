// policy: production
// kind: module
// outcome: threw ReferenceError
// why: the same at the top of a module, before anything of it runs
import * as os from "os";
export default os;
