require('../action/index.js').agent();
