"use strict";
exports.id = 628;
exports.ids = [628];
exports.modules = {

/***/ 628:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   openPlain: () => (/* binding */ openPlain),
/* harmony export */   readLogTail: () => (/* binding */ readLogTail)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(24);
/* harmony import */ var _printable_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(874);


/** Bytes from the end of a log. */
const MOST_SHOWN = 16 * 1024;
/** Characters of a line that are shown. */
const LONGEST_SHOWN = 500;
/**
 * The last lines of an agent's log. Any process of the user can replace the log. So this does not follow a link, wait for a
 * pipe or read another user's file, and it escapes text that a runner would take for a command.
 *
 * @returns undefined if there is no such file
 */
function readLogTail(path) {
    const text = readEnd(path, MOST_SHOWN);
    return text
        ?.trimEnd()
        .split(/\r?\n/)
        .map((line) => (0,_printable_js__WEBPACK_IMPORTED_MODULE_1__/* .printable */ .g$)(line, LONGEST_SHOWN));
}
function readEnd(path, most) {
    const file = openPlain(path);
    if (file === undefined)
        return undefined;
    try {
        const { size } = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.fstatSync)(file);
        const bytes = Buffer.alloc(Math.min(size, most));
        const length = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readSync)(file, bytes, 0, bytes.length, size - bytes.length);
        return bytes.toString('utf8', 0, length);
    }
    finally {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.closeSync)(file);
    }
}
/** Opens a regular file if it is the user's own. */
function openPlain(path) {
    let file;
    try {
        // Windows has neither flag, and its pipes and links work differently.
        file = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.openSync)(path, node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_RDONLY | (node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_NOFOLLOW ?? 0) | (node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_NONBLOCK ?? 0));
        const found = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.fstatSync)(file);
        if (found.isFile() && (process.getuid === undefined || found.uid === process.getuid()))
            return file;
    }
    catch {
        // It does not exist, or is a link.
    }
    if (file !== undefined)
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.closeSync)(file);
    return undefined;
}


/***/ })

};
;