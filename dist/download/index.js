require('../action/index.js').download();
