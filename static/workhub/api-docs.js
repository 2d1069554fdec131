(()=>{var e=matchMedia("(prefers-color-scheme: dark)"),t=()=>document.documentElement.classList.toggle("dark-mode",e.matches);t();e.addEventListener("change",t);})();
