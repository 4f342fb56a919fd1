"use strict";
exports.id = 9;
exports.ids = [9];
exports.modules = {

/***/ 5009:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   obtainer: () => (/* reexport safe */ _fresh_credentials_js__WEBPACK_IMPORTED_MODULE_1__.N),
/* harmony export */   sessionSecrets: () => (/* reexport safe */ _credentials_session_js__WEBPACK_IMPORTED_MODULE_0__.Ip),
/* harmony export */   startFreshCredentials: () => (/* reexport safe */ _fresh_credentials_js__WEBPACK_IMPORTED_MODULE_1__.X)
/* harmony export */ });
/* harmony import */ var _credentials_session_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7420);
/* harmony import */ var _fresh_credentials_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8314);
/** What a keeper loads last, of all that it needs: asking for sessions takes most of its code. */




/***/ })

};
;