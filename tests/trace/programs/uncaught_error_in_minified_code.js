// outcome: threw
// One line, as minifiers write it; the error comes from the middle of it.
var x=1;function t(n){return n<2?n:t(n-1)+t(n-2)}function r(n){for(var e=0;e<n;e++)if(e>3)return i(e);return"none"}function i(n){var e={a:"b"+n};return e.missing.property+"x"}x+=t(5);var u=r(9)+"y";
