require('../action/index.js').upload();
