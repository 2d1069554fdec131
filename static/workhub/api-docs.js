(()=>{var e=matchMedia("(prefers-color-scheme: dark)"),a=()=>document.documentElement.classList.toggle("dark-mode",e.matches);a();e.addEventListener("change",a);})();
