// Every kind of function, oddly spaced and commented.
function   plain ( a ,b=( 1 , 2 ) /* c1 */ )/* c2 */{ // c3
	return   a+b  ; /* c4 */ }
const arrow=x   =>/*c*/   x  *  2 ;
const arrow2 = async   ( )=>  { for (;;) break ; return  'x' };
const object = { method ( ){ return 1 } , get  g ( ) { return 2 }, set g ( v ) {  }, async * [ 'com' + 'puted' ] ( ) { yield  1 },
  'quoted name'( ){ while(0);}, 12 ( ) { } , async   am ( ) { await 0 } };
class  A  extends  Object { constructor ( ... r ) { super ( ... r ) ; } static  s ( ) { return `t${ 1 }` } #p ( ) { return 1 }  f = ( ) => this ; static { var q = 1 } }
function* generator ( ) { yield /* y */ 1 ; return  'done' }
const computed = Object.getOwnPropertyDescriptor(object, "g");
const \u0061bc = function   n\u{61}med ( ) { throw  1 ; };
[
  plain, arrow, arrow2, object.method, computed.get, computed.set, object.computed, object["quoted name"], object[12],
  object.am, A, A.s, generator, abc, new A().f,
].map((f) => f.toString() + "|" + f.toString().length);
