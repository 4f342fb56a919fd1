"use strict";
exports.id = 677;
exports.ids = [677];
exports.modules = {

/***/ 6677:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   redact: () => (/* binding */ redact)
/* harmony export */ });
/* harmony import */ var _masker_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4143);

/** A text, such as an error message, with every encoding of the secrets replaced by `***`; see {@link Masker.learn}. */
function redact(text, secrets) {
    const masker = new _masker_js__WEBPACK_IMPORTED_MODULE_0__/* .Masker */ .G(secrets);
    return Buffer.concat([masker.write(Buffer.from(text)), masker.end()]).toString();
}


/***/ })

};
;