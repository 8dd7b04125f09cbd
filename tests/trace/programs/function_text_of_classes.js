// Class text, with everything that a class may hold.
class Base { constructor(){} }
const C = class   Named extends ( Base , Base ) {
  static #count=0 ; #x = 1; y ; 'z' = 2 ; [ 'w' ] = () => { return  3 } ;
  static { for (let i=0;i<2;i++) this.#count+=i; }
  constructor ( ) { super ( ) ; return   this }
  get   x ( ) { return this . #x } set x ( v ) { this . #x=v }
  static  async  * gen ( ) { yield * [ 1 , 2 ] }
  static   count ( ) { return C . #count }
};
const c = new C();
c.x += 5;
[C.toString(), C.count(), c.x, c.w.toString(), c.w(), Object.getOwnPropertyDescriptor(C.prototype, "x").get.toString(), (class{}).toString()];
