// The app puts what it has to say into window.trouble before this page loads.
const { title, sentence, lang } = window.trouble;
document.documentElement.lang = lang;
document.querySelector('h1').textContent = title;

// A Hearth that is already running says where: that is where the person wanted to go.
const [before, address, after] = sentence.split(/(http:\/\/[\w.:[\]]+\w)/);
const paragraph = document.querySelector('p');
paragraph.textContent = before;
if (address) {
  const link = document.createElement('a');
  link.href = link.textContent = address;
  paragraph.append(link, after);
}
