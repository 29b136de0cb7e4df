document.body.append('kites');
